import { canonicalJson } from '../lambdas/domain/canonical';
import { compileEdge } from '../lambdas/domain/edge';
import type { Validators } from '../lambdas/domain/edge-event';
import { normalise } from '../lambdas/domain/normalise';
import { strayIn } from '../lambdas/domain/personal-data';
import { readCall } from '../lambdas/domain/segment-call';
import { writeKey } from '../lambdas/domain/write-key';
import type { EdgeCode } from '../lib/import';

/** The edge's own code for the command line: what it promises of a file is what the edge then does. */
export const edgeCode: EdgeCode = {
  canonicalJson,
  writeKey,
  judge: (config, source, validators) => {
    const sender = config.sources.find((one) => one.source === source);
    if (sender === undefined) throw new Error(`platform/sources.yaml has no source "${source}".`);
    const edge = compileEdge(config, validators as Validators);
    return {
      spells: (kind, value) => normalise(kind, value) !== undefined,
      stray: strayIn,
      verdict: (call, receivedAt) => {
        const admission = edge(readCall(call.type, { messageId: 'import', ...call }, {}, 0, receivedAt), sender);
        if (admission.kind === 'accepted') return undefined;
        const { code, message } = admission.rejected;
        return { reason: code, detail: admission.kind === 'quarantined' ? admission.item.detail : message };
      },
    };
  },
};
