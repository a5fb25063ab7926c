import { join } from 'node:path';
import type { BusEvent } from '../../../contracts/event';
import { decisionEvents, gatewayEvent, outcomeEvents } from '../../../lambdas/domain/emit';
import { loadWorkspace } from '../../../lib/workspace';
import { latestEvents, schemaId } from '../../../lib/workspace/catalog';
import { compileProperties } from '../../../lib/workspace/properties-validator';
import { chosenOffer, decisionOf, messageRequest, NOW } from '../../support/decision-fixtures';

const { workspace } = loadWorkspace(join(__dirname, '../../..'), { asOf: new Date('2026-11-25T12:00:00Z') });
const catalog = new Map(latestEvents(workspace?.catalog ?? []).map((event) => [schemaId(event), event]));
const cause = { trace: 'Root=1' };
const decision = decisionOf({ chosen: [chosenOffer({})], exposures: [{ launch: 'coats', arm: 'treated' }] });
const events: readonly BusEvent[] = [
  ...decisionEvents({ decision, ...cause }),
  ...(['presented', 'accepted', 'declined'] as const).flatMap((outcome) =>
    outcomeEvents(decision, { outcome, at: NOW }, cause),
  ),
  gatewayEvent(messageRequest({}), { end: 'delivered', status: 202 }, NOW, cause),
  gatewayEvent(messageRequest({}), { end: 'failed', status: 500, reason: 'exhausted' }, NOW, cause),
  gatewayEvent(messageRequest({}), { end: 'refused', reason: 'restricted' }, NOW, cause),
];

describe('what the platform itself makes', () => {
  it.each(events.map((event) => [event.detailType, event] as const))('is %s as the catalog has it', (_name, event) => {
    const entry = catalog.get(event.detail.schema);
    const validate = compileProperties(entry?.schema ?? { not: {} });

    validate(event.detail.properties);
    expect(validate.errors).toBeNull();
    expect(entry?.madeBy).toBe('platform');
  });
});
