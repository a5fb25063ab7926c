import type { LayoutFile, Theme, Voice } from '../../contracts/brand';
import {
  type ChannelLayouts,
  type Layout,
  type LayoutModule,
  type Layouts,
  STANDARD_LAYOUT,
} from '../../contracts/layout';
import type { Channel } from '../../contracts/platform';
import { parseLayout } from './layout-syntax';
import { PLAIN_LAYOUT } from './text-layouts';
import { withTheme } from './theme';

/** What layouts are compiled from. */
export interface Brand {
  readonly platform: { readonly organisation: string };
  readonly channels: readonly Pick<Channel, 'channel' | 'kind'>[];
  readonly voice: Pick<Voice, 'footers' | 'words' | 'links' | 'images'>;
  readonly theme: Theme;
  readonly layouts: readonly LayoutFile[];
}

/** A layout that cannot be compiled; its file has a finding that says so, unless only MJML itself knows. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

/** The layouts of all channels, for those that a vendor serves and for those that ask. The same files give the same bytes. */
export const compileLayouts = async (brand: Brand): Promise<LayoutModule> => {
  const of = async (kind: Channel['kind']): Promise<Layouts> => {
    const channels = brand.channels.filter((one) => one.kind === kind);
    return {
      channels: Object.fromEntries(
        await Promise.all(
          channels.map(async ({ channel }) => [channel, await compileChannel(brand, channel)] as const),
        ),
      ),
      sender: brand.platform.organisation,
      words: brand.voice.words,
      schemes: brand.voice.links.schemes,
      ...(brand.voice.images.at !== undefined && { imagesAt: brand.voice.images.at }),
    };
  };
  return { push: await of('push'), pull: await of('pull') };
};

const compileChannel = async (brand: Brand, channel: string): Promise<ChannelLayouts> => {
  const files = brand.layouts.filter((one) => one.channel === channel);
  const names = [...new Set([STANDARD_LAYOUT, ...files.map(({ name }) => name)])];
  const layouts = await Promise.all(
    names.map(async (name) => {
      const own = files.filter((one) => one.name === name);
      return [name, await compileLayout(own, brand.theme)] as const;
    }),
  );
  return { layouts: Object.fromEntries(layouts), footers: brand.voice.footers[channel] ?? {} };
};

/** One layout from its files: words alone, and HTML where there is MJML or HTML. */
export const compileLayout = async (files: readonly LayoutFile[], theme: Theme): Promise<Layout> => {
  const words = files.find(({ kind }) => kind === 'txt');
  const shown = files.find(({ kind }) => kind !== 'txt');
  return {
    ...(shown && { html: piecesOf(shown.file, await htmlOf(shown, theme)) }),
    text: piecesOf(words?.file ?? 'the plain layout', words?.text ?? PLAIN_LAYOUT),
  };
};

const htmlOf = async ({ file, kind, text }: LayoutFile, theme: Theme): Promise<string> => {
  const themed = withTheme(text, theme);
  return narrow(kind === 'mjml' ? await fromMjml(file, themed) : themed);
};

/** Reads no other file and asks for no font of the network. */
const fromMjml = async (file: string, source: string): Promise<string> => {
  const { default: mjml } = await import('mjml');
  try {
    const { html } = await mjml(source, {
      validationLevel: 'strict',
      ignoreIncludes: true,
      keepComments: false,
      fonts: {},
    });
    return html;
  } catch (error) {
    throw new LayoutError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

const piecesOf = (file: string, text: string): Layout['text'] => {
  const { pieces, problems } = parseLayout(text);
  const [first] = problems;
  if (first !== undefined) throw new LayoutError(`${file}: ${first.found} cannot be filled in.`);
  return pieces;
};

/** Indentation is not shown, and what is sent a million times is better without it. */
const narrow = (html: string): string => html.replace(/\s*\n\s*/g, '\n').trim();
