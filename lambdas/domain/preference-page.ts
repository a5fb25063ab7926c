import { Html, html } from '../../contracts/html';
import { STYLE } from './preference-style';
import { PREFERENCE_WORDS as WORDS } from './preference-words';
import { fieldName, type PurposeChoices, SHOWN } from './preferences';

/** Values of the buttons' `action`. */
export const ACTION = { save: 'save', none: 'none' } as const;

interface Frame {
  readonly organisation: string;
  readonly title: string;
  /** What came of the form that was sent. */
  readonly status?: string;
}

/** Works without scripts, and loads nothing: forms are sent to the very address of the page. */
const page = ({ organisation, title, status }: Frame, content: readonly Html[]): string =>
  html`<!doctype html>
<html lang="${WORDS.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${status === undefined ? title : `${status} ${title}`} – ${organisation}</title>
${styleSheet}
</head>
<body>
<main>
<h1>${title}</h1>
${status !== undefined && html`<p class="status" role="status">${status}</p>`}
${content}
</main>
</body>
</html>
`.text;

/** Text of our own: inside this element nothing is escaped. */
const styleSheet = new Html(`<style>${STYLE}</style>`);

export interface PreferencePage {
  readonly organisation: string;
  readonly choices: readonly PurposeChoices[];
  readonly status?: string;
  /** The browser asks not to have its data used. */
  readonly gpc: boolean;
}

/** The page of somebody whose link holds. */
export const preferencePage = ({ organisation, choices, status, gpc }: PreferencePage): string =>
  page({ organisation, title: WORDS.title, ...(status === undefined ? {} : { status }) }, [
    html`<p>${WORDS.lead(organisation)}</p>
${gpc && html`<p>${WORDS.gpc}</p>`}
<form method="post">
${choices.map(purpose)}
<button class="main" type="submit" name="action" value="${ACTION.save}">${WORDS.save}</button>
</form>
<h2>${WORDS.allTitle}</h2>
${noToAll}`,
  ]);

/** A page that only says something: title and text; with a way out where the link is genuine. */
export const messagePage = (
  organisation: string,
  { title, text, wayOut = false }: { readonly title: string; readonly text: string; readonly wayOut?: boolean },
): string => page({ organisation, title }, [html`<p>${text}</p>${wayOut && noToAll}`]);

const noToAll: Html = html`<form method="post">
<p>${WORDS.allText}</p>
<button type="submit" name="action" value="${ACTION.none}">${WORDS.all}</button>
</form>`;

const purpose = ({ purpose: name, title, description, notice, choices }: PurposeChoices): Html => html`<fieldset>
<legend>${title}</legend>
<p>${description}.${
  notice !== undefined &&
  html` <a href="${notice.url}" rel="noreferrer noopener">${WORDS.notice(title, notice.version)}</a>`
}</p>
<ul>
${choices.map(({ channel, title: named, yes }) => {
  const field = fieldName(name, channel);
  return html`<li><label><input type="checkbox" name="${field}" value="yes"${yes && html` checked`}> ${named}</label>
<input type="hidden" name="${SHOWN}" value="${`${field}=${yes ? 'yes' : 'no'}`}"></li>
`;
})}</ul>
</fieldset>
`;
