import { namesHanded, namesSpoken } from '../../support/templates/names-used';

describe('the names that code uses', () => {
  it.each([
    'quarantine();',
    'deps.quarantine();',
    'deps?.quarantine();',
    "deps['quarantine']();",
    'deps["quarantine"]();',
    'deps[`quarantine`]();',
    "deps[late ? 'quarantine' : 'publish']();",
    'const { quarantine } = deps;',
    'const { quarantine: aside } = deps;',
    "const { 'quarantine': aside } = deps;",
    'const give = ({ quarantine }) => quarantine;',
    'const ports = { quarantine };',
    "const ports = { 'quarantine': aside };",
  ])('hold the member of %s', (code) => {
    expect(namesSpoken(code)).toContain('quarantine');
  });

  it.each(["refuse('quarantine');", "const sender = { unknownEvents: 'quarantine' };", "if (a === 'quarantine') b();"])(
    'do not hold the value of %s',
    (code) => {
      expect(namesSpoken(code)).not.toContain('quarantine');
    },
  );

  it.each([
    'create(readEvent);',
    'create(1, readEvent, 2);',
    'create(ports.readEvent);',
    "new Reader(ports['readEvent']);",
  ])('hold the argument of %s', (code) => {
    expect(namesHanded(code)).toContain('readEvent');
  });

  it('hold no member that is only put into an object', () => {
    expect(namesHanded('create({ readEvent });')).not.toContain('readEvent');
  });
});
