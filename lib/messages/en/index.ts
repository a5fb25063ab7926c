import { teamTexts } from './teams';

/** All texts of findings in English, by finding code or `<code>.<variant>`. */
export const english = { ...teamTexts };
