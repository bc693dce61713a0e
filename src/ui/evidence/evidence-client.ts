/** The page's end of the evidence worker; it lasts as long as the page. */
import type { EvidenceContract } from '../../protocol/evidence-contract';
import { OnDemandWorker, type StartedWorker } from '../on-demand-worker';

export class EvidenceClient extends OnDemandWorker<EvidenceContract, Record<string, never>> {
  constructor(start: () => StartedWorker) {
    super({
      start,
      onEvent: {},
      code: 'evidence-unfit',
      stopped: (why) => `What makes and keeps files stopped: ${why}. Try again: a new one is started.`,
    });
  }
}
