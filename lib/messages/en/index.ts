import { approvalPhrases, approvalTexts, peopleTexts } from './approvals';
import { budgetTexts } from './budgets';
import { catalogTexts } from './catalog';
import { changePhrases } from './changes';
import { conditionTexts } from './conditions';
import { consentTexts } from './consent';
import { copyTexts } from './copy';
import { fileTexts } from './files';
import { gatewayTexts } from './gateway';
import { identityTexts } from './identity';
import { launchTexts } from './launches';
import { layoutTexts } from './layouts';
import { nameTexts } from './names';
import { policyTexts } from './policy';
import { schemaTexts } from './schema';
import { syntaxTexts } from './syntax';
import { teamTexts } from './teams';
import { timeTexts } from './times';
import { vendorTexts } from './vendors';
import { voiceTexts } from './voice';
import { waiverTexts } from './waivers';
import { watchTexts } from './watch';

/** All texts in English: of findings by code or `<code>.<variant>`, and the phrases that go into them as facts. */
export const english = {
  findings: {
    ...budgetTexts,
    ...approvalTexts,
    ...peopleTexts,
    ...catalogTexts,
    ...conditionTexts,
    ...consentTexts,
    ...copyTexts,
    ...fileTexts,
    ...gatewayTexts,
    ...identityTexts,
    ...launchTexts,
    ...layoutTexts,
    ...nameTexts,
    ...policyTexts,
    ...schemaTexts,
    ...syntaxTexts,
    ...teamTexts,
    ...timeTexts,
    ...vendorTexts,
    ...voiceTexts,
    ...waiverTexts,
    ...watchTexts,
  },
  phrases: { ...approvalPhrases, ...changePhrases },
};
