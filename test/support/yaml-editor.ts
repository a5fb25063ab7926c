import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';

/** What a person at an editor sees of a file of a project: the YAML language server, without a window. */
export interface YamlEditor {
  /** Labels proposed at `|` of the text. */
  readonly proposals: (file: string, textWithCursor: string) => Promise<readonly string[]>;
  /** What is shown for what stands at `|` of the text. */
  readonly hover: (file: string, textWithCursor: string) => Promise<string>;
  /** `line:column message` of every complaint, 1-based. */
  readonly complaints: (file: string, text: string) => Promise<readonly string[]>;
}

/** An editor of the files below `root`. Which schema holds is for the file to say in its first line. */
export const yamlEditor = (root: string): YamlEditor => {
  const service = getLanguageService({
    schemaRequestService: async (uri) => readFileSync(fileURLToPath(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  service.configure({ validate: true, hover: true, completion: true, isKubernetes: false });
  // The service keeps what it made of a document's version.
  let version = 0;
  const opened = (file: string, text: string): TextDocument => {
    version += 1;
    return TextDocument.create(pathToFileURL(join(root, file)).href, 'yaml', version, text);
  };
  const atCursor = (file: string, text: string) => {
    const offset = text.indexOf('|');
    const document = opened(file, text.slice(0, offset) + text.slice(offset + 1));
    return { document, position: document.positionAt(offset) };
  };
  return {
    proposals: async (file, text) => {
      const { document, position } = atCursor(file, text);
      return (await service.doComplete(document, position, false)).items.map(({ label }) => label);
    },
    hover: async (file, text) => {
      const { document, position } = atCursor(file, text);
      const contents = (await service.doHover(document, position))?.contents;
      return typeof contents === 'object' && 'value' in contents ? contents.value : '';
    },
    complaints: async (file, text) => {
      const found = await service.doValidation(opened(file, text), false);
      return found.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
    },
  };
};
