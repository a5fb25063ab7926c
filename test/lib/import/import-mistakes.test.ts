import { readdirSync } from 'node:fs';
import { fakeStage } from '../../support/fake-stage';
import { importFile, importWorkspace, placesOf } from '../../support/import-world';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = importWorkspace();
const customers = (lines: readonly string[], more: readonly string[] = []) =>
  importFile(root, 'customers.csv', `${lines.join('\n')}\n`, ['--kind', 'customers', ...more]);
const consents = (lines: readonly string[]) =>
  importFile(root, 'consents.csv', `${lines.join('\n')}\n`, ['--kind', 'consents']);

describe('a file of customers with mistakes', () => {
  it('tells every mistake with row and column, what was found and what is allowed, and sends nothing', async () => {
    const stage = fakeStage();
    const said = await importFile(
      root,
      'wrong.csv',
      [
        'user_id,email,phone,language,at',
        'u1,ada@households.test,+1 202 555 0143,english,2024-05-11',
        'u2,not an address,+1 202 555 0144,en,2024-02-30',
        'u3,,grace@households.test,en,2031-01-01T00:00:00Z',
        ',,,en,2024-05-11',
        'null,,,en,1970-01-01',
      ].join('\r\n'),
      ['--kind', 'customers', '--apply'],
      stage,
    );

    expect(said.code).toBe(1);
    expect(placesOf(said)).toEqual([
      'import.value 2:4 language',
      'import.value 3:2 email',
      'import.value 3:5 at',
      'import.value 4:3 phone',
      'import.value 4:5 at',
      'import.nobody 5:1',
      'import.value 6:5 at',
    ]);
    expect(said.findings.map(({ message }) => message)).toEqual([
      'found "english"; allowed: a text, matching ^[a-z]{2}(-[A-Z]{2})?$',
      'found a text of 14 characters; allowed: an e-mail address',
      'found a date; allowed: a day or an instant with its zone, for example 2019-03-04 or 2019-03-04T10:00:00Z',
      expect.stringMatching(/^found an e-mail address; allowed: a phone number/),
      'found a date; it lies in the future; allowed: up to now',
      expect.stringContaining('the row identifies nobody'),
      'found a date; it is what stands for no date; allowed: from 1980 on',
    ]);
    expect(said.out).not.toMatch(/@households|555|not an address/);
    expect(stage.batches).toEqual([]);
    expect(readdirSync(root).filter((name) => /receipt|rejected/.test(name))).toEqual([]);
  });

  it('tells swapped columns once, at the head of the file', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, at) => `u${at},+1 202 555 01${10 + at},ada${at}@households.test,2024-05-11`,
    );
    const said = await customers(['user_id,email,phone,at', ...rows]);

    expect(placesOf(said).slice(0, 2)).toEqual(['import.swapped 1:2 email', 'import.swapped 1:3 phone']);
    expect(said.findings[0]?.message).toBe('100 % of its values have the form of column "phone", 0 % its own');
    expect(said.data.mistakes).toContainEqual({ code: 'import.value', column: 'email', count: 30 });
    // Twenty of a kind are told, all are counted.
    expect(placesOf(said).filter((place) => place.endsWith(' email'))).toHaveLength(21);
  });

  it('tells columns that stand for nothing, for the same thing, or are missing', async () => {
    const said = await customers(
      ['user_id,E-Mail,emial,first_name,Vorname', 'u1,a@households.test,,Ada,Ada'],
      ['--columns', 'columns.yaml'],
    );
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('columns.yaml must hold a mapping') });

    await importFile(root, 'columns.yaml', 'columns: { E-Mail: email, Vorname: first_name }\n', [
      '--kind',
      'customers',
    ]);
    const mapped = await customers(
      ['user_id,E-Mail,emial,first_name,Vorname', 'u1,a@households.test,,Ada,Ada'],
      ['--columns', 'columns.yaml'],
    );
    expect(placesOf(mapped)).toEqual([
      'import.missingColumn 1:1 at',
      'import.unknownColumn 1:3 emial',
      'import.repeatedColumn 1:5 Vorname',
      'import.value 2:1',
    ]);
    expect(mapped.findings[1]?.fix).toMatch(/^Did you mean "email"\?/);
  });

  it('finds personal data in a column that declares none', async () => {
    const said = await customers([
      'user_id,favourite_department,home_store,at',
      'u1,call 202-555-0143,4111 1111 1111 1111,2024-05-11',
    ]);

    expect(placesOf(said)).toEqual([
      'import.personalData 2:2 favourite_department',
      'import.personalData 2:3 home_store',
    ]);
    expect(said.findings[1]?.message).toBe('found a payment card number in a column that holds no personal data');
  });

  it('counts a row that stands twice once, and lets the file pass', async () => {
    const said = await customers(['user_id,at', 'u1,2024-05-11', 'u2,2024-05-11', 'u1,2024-05-11']);

    expect(said.code).toBe(0);
    expect(placesOf(said)).toEqual(['import.duplicateRow 4:1']);
  });

  it.each([
    { case: 'nothing', content: '', places: ['import.empty 1:1'] },
    { case: 'no row', content: 'user_id,at\n', places: ['import.empty 1:1'] },
    {
      case: 'a code page',
      content: Buffer.from('user_id,at\nJ\xfcrgen,2024-05-11\n', 'latin1'),
      places: ['import.encoding 2:1'],
    },
    { case: 'UTF-16', content: Buffer.from('\ufeffuser_id,at\n', 'utf16le'), places: ['import.encoding 1:1'] },
    {
      case: 'cells that are missing',
      content: 'user_id,email,at\nu1,2024-05-11\nu2,,2024-05-11\n',
      places: ['import.syntax 2:3'],
    },
    { case: 'quotes that do not match', content: 'user_id,at\n"u1" x,2024-05-11\n', places: ['import.syntax 2:1'] },
    {
      case: 'a quote that is never closed',
      content: `user_id,at\nu1,2024-05-11\n"u2,2024\n${'x\n'.repeat(40)}`,
      places: ['import.syntax 3:1'],
    },
  ])('reads no further than it can: $case', async ({ content, places }) => {
    const said = await importFile(root, 'odd.csv', content, ['--kind', 'customers']);

    expect(said.code).toBe(1);
    expect(placesOf(said)).toEqual(expect.arrayContaining(places));
  });

  it('reads byte order mark, CRLF, quotes, line breaks in cells, semicolons and numbers', async () => {
    const content =
      '\ufeffuser_id;first_name;favourite_department;household_size;at\r\n"u1";"Ada ""Countess""";"BAKERY;\r\nFRESH";3;2024-05-11\r\n';
    const stage = fakeStage();
    const said = await importFile(root, 'fine.csv', content, ['--kind', 'customers', '--apply'], stage);

    expect({ code: said.code, findings: said.findings }).toEqual({ code: 0, findings: [] });
    expect(stage.batches.flat()).toMatchObject([
      {
        type: 'identify',
        userId: 'u1',
        timestamp: '2024-05-11T00:00:00.000Z',
        traits: { first_name: 'Ada "Countess"', favourite_department: 'BAKERY;\r\nFRESH', household_size: 3 },
      },
    ]);
  });

  it('tells lines of NDJSON that are no objects, and reads on', async () => {
    const said = await importFile(root, 'odd.ndjson', '{"user_id":"u1","at":"2024-05-11"}\nnull\n{"user_id":\n', [
      '--kind',
      'customers',
    ]);

    expect(placesOf(said)).toEqual(['import.syntax 2:1', 'import.syntax 3:1']);
  });

  it.each([
    { words: ['nothing.csv', '--kind', 'customers'], said: 'There is no file nothing.csv' },
    { words: ['platform/identity.yaml', '--kind', 'customers'], said: 'must end in one of .csv' },
    { words: ['customers.csv'], said: "required option '--kind <kind>' not specified" },
    { words: ['customers.csv', '--kind', 'people'], said: 'Allowed choices are customers, consents, suppressions' },
    { words: ['customers.csv', '--kind', 'customers', '--at', 'soon'], said: 'Write a day or an instant' },
  ])('is used wrongly: $said', async ({ words, said }) => {
    const { runTandem } = await import('../../support/fake-stage');
    expect(await runTandem(root, ['customer', 'import', ...words])).toMatchObject({
      code: 2,
      err: expect.stringContaining(said),
    });
  });
});

describe('a file of consents with mistakes', () => {
  it('knows purposes, channels and what a consent can be', async () => {
    const said = await consents([
      'email,purpose,channel,status,at,reason',
      'a@households.test,personalised-ofers,email,granted,2024-05-11,',
      'b@households.test,personalised-offers,pigeon,granted,2024-05-11,',
      'c@households.test,personalised-offers,email,yes,2024-05-11,',
      'd@households.test,*,email,granted,2024-05-11,',
      'e@households.test,*,*,withdrawn,2024-05-11,bored',
      'f@households.test,personalised-offers,email,granted,2024-05-11,manual',
      'g@households.test,,email,granted,2024-05-11,',
    ]);

    expect(placesOf(said)).toEqual([
      'import.value 2:2 purpose',
      'import.value 3:3 channel',
      'import.value 4:4 status',
      'import.value 5:2 purpose',
      'import.value 6:6 reason',
      'import.value 7:6 reason',
      'import.value 8:1',
    ]);
    expect(said.findings[0]?.fix).toBe('Did you mean "personalised-offers"?');
    expect(said.findings[2]?.message).toBe('found "yes"; allowed: granted, denied, withdrawn');
    expect(said.findings[4]?.message).toBe('found "bored"; allowed: unsubscribed, bounced, complained, manual, erased');
  });

  it('asks for the columns that every consent needs', async () => {
    const said = await consents(['email', 'a@households.test']);

    expect(placesOf(said).filter((place) => place.startsWith('import.missingColumn'))).toEqual([
      'import.missingColumn 1:1 purpose',
      'import.missingColumn 1:1 channel',
      'import.missingColumn 1:1 status',
      'import.missingColumn 1:1 at',
    ]);
  });
});

describe('an import that the stage refuses in part', () => {
  it('says import.refused, and keeps the rows so that they can be mended', async () => {
    const stage = fakeStage();
    stage.ingest = async () => ({ status: 202, rejected: [{ index: 1, code: 'unknown-event', message: 'No.' }] });
    const said = await importFile(
      root,
      'half.csv',
      'user_id,at\nu1,2024-05-11\nu2,2024-05-11\n',
      ['--kind', 'customers', '--apply'],
      stage,
    );

    expect(said.code).toBe(1);
    expect(placesOf(said)).toEqual(['import.refused 1:1']);
    expect(said.data).toMatchObject({ accepted: 1, rejected: { 'unknown-event': 1 }, rows: 2 });
  });
});
