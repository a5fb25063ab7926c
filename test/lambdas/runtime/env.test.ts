import { businessClock, parseBusinessClock } from '../../../lambdas/runtime/clock';
import { MissingEnvError, optionalEnv, requiredEnv } from '../../../lambdas/runtime/env';

describe('requiredEnv', () => {
  it('gives the value', () => {
    expect(requiredEnv('STAGE', { STAGE: 'local' })).toBe('local');
  });

  it.each([
    ['missing', {}],
    ['empty', { STAGE: '' }],
  ])('names the variable that is %s', (_case, env) => {
    expect(() => requiredEnv('STAGE', env)).toThrow(new MissingEnvError('STAGE'));
    expect(() => requiredEnv('STAGE', env)).toThrow('Environment variable STAGE is required');
  });

  it('counts an empty optional variable as unset', () => {
    expect(optionalEnv('VENDOR_URL_OVERRIDE', { VENDOR_URL_OVERRIDE: '' })).toBeUndefined();
  });
});

describe('businessClock', () => {
  const wall = (): Date => new Date('2026-01-01T00:00:00.000Z');
  const set = new Date('2026-11-27T12:00:00.000Z');

  it('is the wall’s, whatever the control store says', async () => {
    expect(await businessClock('wall', async () => set, wall)()).toEqual(wall());
  });

  it('is the control store’s where that was set', async () => {
    expect(await businessClock('control', async () => set, wall)()).toEqual(set);
    expect(await businessClock('control', async () => undefined, wall)()).toEqual(wall());
  });

  it('refuses a word it does not know', () => {
    expect(() => parseBusinessClock('sundial')).toThrow('BUSINESS_CLOCK must be wall or control, got "sundial".');
  });
});
