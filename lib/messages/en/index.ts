import { copyTexts } from './copy';
import { teamTexts } from './teams';
import { voiceTexts } from './voice';

/** All texts of findings in English, by finding code or `<code>.<variant>`. */
export const english = { ...copyTexts, ...teamTexts, ...voiceTexts };
