import { deflateRawSync } from 'node:zlib';
import { launchChanges, launchesOfFiles, launchesOfTemplates } from '../../../../lib/evidence/changes/launches';
import { testDefinition } from '../../../support/stage';

const YAML = `launch: coats
team: retail
when: { timezone: America/New_York, starts: 2026-11-20 06:00, ends: 2026-11-30 23:59 }
offers: [{ id: one, copy: { en: { headline: "20% off", body: "Now." } } }]
`;
const files = (yaml = YAML, name = 'launches/coats.yaml') => launchesOfFiles(new Map([[name, yaml]]));
const between = (before: ReturnType<typeof files>, now: ReturnType<typeof files>, asOf = '2026-11-22') =>
  launchChanges({ asOf: '2026-11-01', launches: before }, { asOf, launches: now }).map(({ of, what, words }) => [
    of,
    what,
    words,
  ]);

/** A launch's template, its definition in parts of so many characters. */
const template = (definition: object, size = 4000): ReadonlyMap<string, string> => {
  const text = deflateRawSync(JSON.stringify(definition)).toString('base64');
  const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, part) => [
    `Definition${part}`,
    {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: `/tandem/prod/launches/coats/definition/${part}`,
        Value: text.slice(part * size, (part + 1) * size),
      },
    },
  ]);
  return new Map([['build/templates/a.json', JSON.stringify({ Resources: Object.fromEntries(parts.reverse()) })]]);
};

describe('launchChanges', () => {
  it('tells launches that are new and gone, with their teams', () => {
    expect(between(new Map(), files())).toEqual([['coats', 'added', 'is new: of retail, until 2026-11-30']]);
    expect(between(files(), new Map())).toEqual([['coats', 'removed', 'is gone: it was of retail']]);
  });

  it('tells which parts of one are not what they were, and not how they are written', () => {
    expect(between(files(), files(YAML.replace('20%', '30%').replace('retail', 'care')))).toEqual([
      ['coats', 'changed', 'is not what it was: offers, team'],
    ]);
    const reordered = `# A comment.\n${YAML.split('\n').reverse().join('\n')}`;
    expect(between(files(), files(reordered))).toEqual([]);
  });

  it('tells once of one whose last day has passed since', () => {
    expect(between(files(), files(), '2026-11-30')).toEqual([]);
    expect(between(files(), files(), '2026-12-01')).toEqual([['coats', 'ended', 'is over since 2026-11-30']]);
    const early = YAML.replace('2026-11-30 23:59', '2026-10-31 23:59');
    expect(between(files(early), files(early), '2026-12-01')).toEqual([]);
  });

  it('compares files that hold no launch, and reads no other files', () => {
    expect(between(files('- what'), files())[0]?.[2]).toBe('is not what it was: launch, offers, team and 1 more');
    expect(files(YAML, 'launches/more/coats.yaml').size).toBe(0);
  });

  it('reads definitions from templates, whatever the order of their parts, by the calendar of their zone', () => {
    const base = testDefinition({ launch: 'coats' });
    const ends = { ...base.window, timezone: 'America/New_York', endsAt: '2026-12-01T04:59:00.000Z' };
    const was = { ...base, window: ends };
    const is = { ...was, hash: 'f'.repeat(32), limits: { messages: 9, perSeconds: 60 } };
    const [before, now] = [launchesOfTemplates(template(was, 50)), launchesOfTemplates(template(is))];
    expect(between(before, now)).toEqual([['coats', 'changed', 'is not what it was: limits']]);
    expect(between(new Map(), now)[0]?.[2]).toBe(`is new: of ${base.team}, until 2026-11-30`);
    expect(launchesOfTemplates(new Map([['a', '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}']])).size).toBe(0);
  });
});
