import { copyTexts } from './copy';
import { fileTexts } from './files';
import { nameTexts } from './names';
import { schemaTexts } from './schema';
import { syntaxTexts } from './syntax';
import { teamTexts } from './teams';
import { timeTexts } from './times';
import { voiceTexts } from './voice';

/** All texts of findings in English, by finding code or `<code>.<variant>`. */
export const english = {
  ...copyTexts,
  ...fileTexts,
  ...nameTexts,
  ...schemaTexts,
  ...syntaxTexts,
  ...teamTexts,
  ...timeTexts,
  ...voiceTexts,
};
