import type { Quarantine, Quarantined } from '../../lambdas/domain/ports/quarantine';
import type {
  KeptEvent,
  ListQuarantined,
  LoadQuarantined,
  QuarantineRow,
  RestateQuarantined,
  SettleQuarantined,
} from '../../lambdas/domain/ports/redrive';
import { shardOf } from '../../lambdas/stores/shard';

/** The quarantine in memory, as it is filled and as it is worked off. */
export const createMemoryShelf = () => {
  const kept = new Map<string, KeptEvent>();
  let times = 0;
  const keep = (item: Quarantined): void => {
    times += 1;
    const { source, messageId, reason, detail, event = '', payload, received, envelope } = item;
    const id = `${source}/${messageId}/${reason}`;
    const at = new Date(Date.parse('2026-11-20T12:00:00.000Z') + times * 1000).toISOString();
    const row: QuarantineRow = { id, source, messageId, reason, detail, event, at };
    kept.set(id, {
      ...row,
      payload: structuredClone(payload),
      ...(received && { received }),
      ...(envelope && { envelope }),
    });
  };
  const quarantine: Quarantine = async (items) => items.forEach(keep);
  const unchanged = ({ id, at }: QuarantineRow): boolean => kept.get(id)?.at === at;
  const listQuarantined: ListQuarantined = async (shard, limit, after = '') => {
    const rows = [...kept.values()]
      .filter(({ id }) => shardOf(id) === shard && id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), ...(rows.length > limit && last !== undefined ? { after: last.id } : {}) };
  };
  const loadQuarantined: LoadQuarantined = async (rows) =>
    new Map(
      rows.flatMap(({ id }) => [kept.get(id) ?? []].flat().map((event) => [id, structuredClone(event)] as const)),
    );
  const settleQuarantined: SettleQuarantined = async (row) => {
    if (unchanged(row)) kept.delete(row.id);
  };
  const restateQuarantined: RestateQuarantined = async (row, reason, detail) => {
    const event = kept.get(row.id);
    if (event !== undefined && unchanged(row)) kept.set(row.id, { ...event, reason, detail });
  };
  return {
    quarantine,
    listQuarantined,
    loadQuarantined,
    settleQuarantined,
    restateQuarantined,
    kept: (): readonly KeptEvent[] => [...kept.values()],
  };
};
