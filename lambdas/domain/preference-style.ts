import { createHash } from 'node:crypto';

/** The page's only style sheet, inline: nothing is loaded from anywhere. Colours contrast at least 7:1. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --ground: #ffffff; --line: #6b6b6b; --strong: #14507a; }
@media (prefers-color-scheme: dark) { :root { --text: #f2f2f2; --ground: #16181a; --line: #9a9a9a; --strong: #a9d5f5; } }
body { margin: 0; overflow-wrap: anywhere; background: var(--ground); color: var(--text); font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.5rem; }
fieldset { min-width: 0; border: 1px solid var(--line); border-radius: 0.5rem; margin: 1.25rem 0; padding: 0.5rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 0.4rem; }
ul { list-style: none; margin: 0; padding: 0; }
li label { display: flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; }
input[type="checkbox"] { flex: none; width: 1.4rem; height: 1.4rem; accent-color: var(--strong); }
a { color: var(--strong); }
button { max-width: 100%; box-sizing: border-box; font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.25rem; border-radius: 0.5rem; border: 2px solid var(--strong); background: var(--ground); color: var(--strong); cursor: pointer; }
button.main { background: var(--strong); color: var(--ground); }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 3px; }
.status { border-left: 0.4rem solid var(--strong); padding: 0.5rem 1rem; font-weight: 600; }
`;

/** What lets a browser apply the style sheet and no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
