import { type Cast, gatherCast } from '../../support/e2e/cast';
import { openWorld, type World } from '../../support/e2e/world';
import { auditTrail } from './scenarios/audit-trail';
import { badInput } from './scenarios/bad-input';
import { decisions } from './scenarios/decisions';
import { deliveries } from './scenarios/deliveries';
import { expiry } from './scenarios/expiry';
import { goingLive } from './scenarios/going-live';
import { guide } from './scenarios/guide';
import { health } from './scenarios/health';
import { identity } from './scenarios/identity';
import { ingest } from './scenarios/ingest';
import { mentions } from './scenarios/mentions';
import { offers } from './scenarios/offers';
import { operations } from './scenarios/operations';
import { personalData } from './scenarios/personal-data';
import { preferences } from './scenarios/preferences';
import { profiles } from './scenarios/profiles';
import { rehearsals } from './scenarios/rehearsals';
import { removal } from './scenarios/removal';
import { results } from './scenarios/results';
import { rights } from './scenarios/rights';
import { segments } from './scenarios/segments';
import { sendTest } from './scenarios/send-test';
import { sweeping } from './scenarios/sweeping';
import { switches } from './scenarios/switches';
import { webhooks } from './scenarios/webhooks';
import { winBack } from './scenarios/win-back';

jest.setTimeout(600_000);

let world: World;
let cast: Cast;

beforeAll(async () => {
  world = await openWorld();
  cast = await gatherCast(world);
}, 600_000);
afterAll(() => world?.stop());

const stage = () => ({ world, cast });

/** Started once for all scenarios. Business time only goes forward, and the last scenarios end the week and take launches down. */
describe('the platform on the embedded AWS', () => {
  describe('profiles', () => profiles(stage));
  describe('who is one person', () => identity(stage));
  describe('decisions and messages', () => decisions(stage));
  describe('offers for channels that ask', () => offers(stage));
  describe('the guide for marketing', () => guide(stage));
  describe('mentions', () => mentions(stage));
  describe('bad input', () => badInput(stage));
  describe('switches', () => switches(stage));
  describe('a scheduled launch', () => winBack(stage));
  describe('results', () => results(stage));
  describe('ways of sending', () => ingest(stage));
  describe('choices of customers', () => preferences(stage));
  describe('import, redrive and rebuild', () => operations(stage));
  describe('deliveries that fail', () => deliveries(stage));
  describe('webhooks of a shop', () => webhooks(stage));
  describe('segments', () => segments(stage));
  describe('what customers may ask', () => rights(stage));
  describe('tests of a launch', () => sendTest(stage));
  describe('going live', () => goingLive(stage));
  describe('rehearsals of a launch', () => rehearsals(stage));
  describe('the audit trail', () => auditTrail(stage));
  // Leaves a message behind a suspended vendor, with which the next one begins.
  describe('personal data', () => personalData(stage));
  describe('time that runs out', () => expiry(stage));
  describe('after all that', () => health(stage));
  describe('a launch that goes', () => removal(stage));
  describe('a launch whose time is over', () => sweeping(stage));
});
