import { Html, html } from '../../../contracts/html';
import type { Previews } from '../previews';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly why?: string;
}
interface Filter {
  readonly name: 'person' | 'language' | 'channel' | 'offer';
  readonly legend: string;
  readonly choices: readonly Choice[];
  /** Whether everything may be shown at once. */
  readonly all: boolean;
}

/** What the page can be narrowed to; nothing to choose where there is only one. */
const filtersOf = ({ people, languages, channels, offers }: Previews): readonly Filter[] => {
  const all: readonly Filter[] = [
    {
      name: 'person',
      legend: 'Person',
      all: false,
      choices: people.map(({ id, label, why }) => ({ value: id, label, why })),
    },
    {
      name: 'channel',
      legend: 'Channel',
      all: true,
      choices: channels.map(({ channel, title }) => ({ value: channel, label: title ?? channel })),
    },
    {
      name: 'offer',
      legend: 'Offer',
      all: true,
      choices: offers.map(({ id }) => ({ value: id, label: id })),
    },
    {
      name: 'language',
      legend: 'Language',
      all: true,
      choices: languages.map((value) => ({ value, label: value })),
    },
  ];
  return all.filter(({ choices }) => choices.length > 1);
};

/** Radio buttons, so that it works without scripts and with the keyboard. */
export const filters = (previews: Previews): Html => {
  const groups = filtersOf(previews);
  if (groups.length === 0 || previews.offers.length === 0) return html``;
  return html`<form class="filters" aria-label="What is shown"><div class="wide">${groups.map(group)}</div></form>`;
};

const group = ({ name, legend, choices, all }: Filter): Html => html`<fieldset>
<legend>${legend}</legend>
<div class="pills">${all && pill(name, 'all', 'All', true)}${choices.map(({ label, why }, index) =>
  pill(name, `${index}`, label, !all && index === 0, why),
)}</div>
</fieldset>`;

const pill = (name: string, id: string, label: string, checked: boolean, why?: string): Html =>
  html`<label${
    why !== undefined && html` title="${why}"`
  }><input type="radio" name="${name}" id="${name}-${id}"${checked && html` checked`}><span>${label}</span></label>`;

/** One rule a choice: hides what was not chosen. Ids are numbered, because names come from files. */
export const filterRules = (previews: Previews): Html =>
  new Html(
    filtersOf(previews)
      .flatMap(({ name, choices }) =>
        choices.map(
          ({ value }, index) =>
            `:root:has(#${name}-${index}:checked) ${TARGET[name](JSON.stringify(value))}{display:none}`,
        ),
      )
      .join('\n'),
  );

const TARGET: Readonly<Record<Filter['name'], (value: string) => string>> = {
  person: (value) => `.card:not([data-people~=${value}])`,
  channel: (value) => `.card:not([data-channel=${value}])`,
  offer: (value) => `.offer:not([data-offer=${value}])`,
  language: (value) => `.card:not([data-language=${value}])`,
};
