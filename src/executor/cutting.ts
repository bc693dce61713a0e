/** Which models of an executor are cut for which target, one after the other in the background. It knows no requests. */
import { deriveSeed } from '../base/prng';
import type { SegmentPlan, SegmentTarget } from '../domain/plan';
import type { BackgroundWork, WorkInHand } from './background';
import { cutModel } from './cut-model';
import type { HostedTenant } from './hosted-tenant';
import { createRandomInput } from './tenant-input';

export interface CuttingOptions {
  readonly inBackground: (work: BackgroundWork) => WorkInHand;
  /** Why a tenant is not to be cut, in a sentence; null when it is. */
  readonly whyWhole: (tenantId: string) => string | null;
  readonly onPlanned: (event: { readonly tenantId: string; readonly plan: SegmentPlan }) => void;
}

export class Cutting {
  readonly #works = new Map<string, WorkInHand>();
  /** Null while models run whole. */
  #target: SegmentTarget | null = null;

  constructor(private readonly options: CuttingOptions) {}

  /** @param target null: what is being cut stays as it is. Plans that stand are kept until another target comes. */
  retarget(target: SegmentTarget | null, tenants: ReadonlyMap<string, HostedTenant>): void {
    this.#target = target;
    for (const [tenantId, tenant] of tenants) {
      void this.remove(tenantId);
      this.add(tenantId, tenant);
    }
  }

  /** Cuts a tenant's model, if models are to be cut; tells its plan again where it stands already. */
  add(tenantId: string, tenant: HostedTenant): void {
    const target = this.#target;
    if (target === null) return;
    if (tenant.cut?.plan.target === target) {
      this.options.onPlanned({ tenantId, plan: tenant.cut.plan });
      return;
    }
    tenant.cut = null;
    const { network } = tenant;
    const whole = this.options.whyWhole(tenantId);
    const { model, now, seed } = tenant.parts;
    const numbers = (label: string) => createRandomInput(model, deriveSeed(seed, label));
    const work = cutModel(network, {
      target,
      inputs: () => [numbers('cut'), numbers('cut again')],
      now,
      whole,
      onCut: (cut) => {
        if (tenant.network !== network || this.options.whyWhole(tenantId) !== whole) return; // it runs otherwise by now, and is cut for that by itself
        tenant.cut = cut;
        this.options.onPlanned({ tenantId, plan: cut.plan });
      },
    });
    this.#works.set(tenantId, this.options.inBackground(work));
  }

  /** Resolves when nothing is being cut for that tenant any more. */
  async remove(tenantId: string): Promise<void> {
    const work = this.#works.get(tenantId);
    this.#works.delete(tenantId);
    await work?.stop();
  }
}
