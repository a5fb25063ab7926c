import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { compileLayouts } from '../../brand/compile-layouts';
import { launchParts, makePreviews, picturesOf, previewPage } from '../../preview';
import { platformConfig } from '../../workspace';
import { type Answer, refuse } from '../answer';
import { fileFinding } from '../codes';
import type { Context } from '../context';

/**
 * Writes one page that shows every message of a launch as people will see it, and what each vendor will receive. A launch with
 * mistakes is shown as far as it can be, with its findings beside what they are about.
 */
export const preview = async (context: Context, launch: string, out: string | undefined): Promise<Answer> => {
  const file = `launches/${launch}.yaml`;
  const { workspace, findings, sources, drafts } = context.workspace();
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  if (!sources.has(file)) {
    return refuse(fileFinding('launch.noFile', file, 'there is no such launch', 'Check the name, or write the file.'));
  }
  const layouts = await compileLayouts(workspace);
  const own = findings.filter((one) => one.file === file);
  const previews = await makePreviews({
    launch,
    parts: launchParts(launch, drafts.get(file), workspace),
    findings: own,
    platform: platformConfig(workspace),
    layouts,
    code: context.preview(),
    now: context.now().toISOString(),
  });
  const page = previewPage(previews, {
    stage: context.stage,
    organisation: workspace.platform.organisation,
    pictures: picturesOf(context.root, workspace.voice.images.at),
  });
  const path =
    out === undefined ? join(context.root, 'preview', `${launch}.html`) : resolve(context.cwd, out, `${launch}.html`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page);
  const messages = previews.offers.reduce((sum, { cards }) => sum + cards.length, 0);
  const errors = own.filter((one) => one.severity === 'error').length;
  const shown = relative(context.cwd, path);
  return {
    data: { launch, file: shown, messages, errors, warnings: own.filter((one) => one.severity === 'warning').length },
    lines: [
      `${shown} shows ${messages} messages of "${launch}". Open it in a browser; it needs no network.`,
      ...(errors > 0
        ? [`${errors} errors are shown beside what they are about: npx tandem check says them, too.`]
        : []),
    ],
  };
};
