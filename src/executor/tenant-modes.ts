/**
 * How the tenants of a WebGPU executor run: eager, recorded, recorded in segments. Records each in the background, switches at a
 * tenant's next request, and says why it is so. It knows no requests.
 */
import { deriveSeed } from '../base/prng';
import type { GpuMode, ModeReport, RunningMode } from '../domain/gpu';
import type { BackgroundWork, WorkInHand } from './background';
import type { HostedTenant } from './hosted-tenant';
import { type Recorded, recordModel } from './record-model';
import { createRandomInput } from './tenant-input';

export interface ModesOptions {
  readonly inBackground: (work: BackgroundWork) => WorkInHand;
  readonly onMode: (event: { readonly tenantId: string; readonly report: ModeReport }) => void;
  /** Another network runs from now on, or another way, as was just told: what it is cut into has to be found out. */
  readonly onSettled: (tenantId: string, tenant: HostedTenant) => void;
}

interface Entry {
  readonly tenant: HostedTenant;
  asked: GpuMode;
  recorded: Recorded | null;
  work: WorkInHand | null;
}

export class TenantModes {
  readonly #entries = new Map<string, Entry>();
  #bySegments = false;
  #underWay = 1;

  constructor(private readonly options: ModesOptions) {}

  /** A tenant was loaded. Where nothing can be recorded it is settled at once, and nothing is told. */
  add(tenantId: string, tenant: HostedTenant, asked: GpuMode): void {
    if (tenant.parts.network.record === null) {
      this.options.onSettled(tenantId, tenant);
      return;
    }
    const entry: Entry = { tenant, asked, recorded: null, work: null };
    this.#entries.set(tenantId, entry);
    if (asked !== 'eager') this.#record(tenantId, entry);
    this.#tell(tenantId, entry);
    if (asked === 'eager') this.options.onSettled(tenantId, tenant);
  }

  /** Whether it is known which network of the tenant runs. */
  isSettled(tenantId: string): boolean {
    return this.#entries.get(tenantId)?.work == null;
  }

  /** From its next request on. */
  ask(tenantId: string, asked: GpuMode): void {
    const entry = this.#entries.get(tenantId);
    if (entry === undefined) return; // another backend: there is nothing to choose from
    const before = entry.tenant.network;
    const wasSegmented = this.isSegmented(tenantId);
    entry.asked = asked;
    if (asked !== 'eager' && entry.recorded === null && entry.work === null) this.#record(tenantId, entry);
    this.#apply(entry);
    const changed = before !== entry.tenant.network || wasSegmented !== this.isSegmented(tenantId);
    this.#tell(tenantId, entry);
    if (changed && entry.work === null) this.options.onSettled(tenantId, entry.tenant);
  }

  /** Whether the executor chooses between segments. */
  schedule(bySegments: boolean): void {
    if (this.#bySegments === bySegments) return;
    this.#bySegments = bySegments;
    for (const [tenantId, entry] of this.#entries) this.#tell(tenantId, entry);
  }

  /** Submits under way at once: with more, segments may be shorter, so that recordings are cut anew. */
  underWay(submits: number): void {
    if (this.#underWay === submits) return;
    this.#underWay = submits;
    for (const { tenant } of this.#entries.values()) tenant.forgetRecordedCut();
  }

  /** False for a tenant that is to run whole whatever its executor does. */
  isSegmented(tenantId: string): boolean {
    return this.#entries.get(tenantId)?.asked !== 'recorded';
  }

  /** Resolves when nothing of that tenant is being recorded any more. */
  async remove(tenantId: string): Promise<void> {
    const entry = this.#entries.get(tenantId);
    this.#entries.delete(tenantId);
    await entry?.work?.stop();
  }

  #record(tenantId: string, entry: Entry): void {
    entry.work = this.options.inBackground(this.#recording(tenantId, entry));
  }

  async *#recording(tenantId: string, entry: Entry): BackgroundWork {
    const { model, network, seed, now } = entry.tenant.parts;
    const numbers = (label: string) => createRandomInput(model, deriveSeed(seed, label));
    const recorded = yield* recordModel(network, {
      inputs: () => [numbers('record'), numbers('record again')],
      now,
    });
    entry.recorded = recorded;
    entry.work = null;
    entry.tenant.keepRecording(recorded.model);
    this.#apply(entry);
    this.#tell(tenantId, entry);
    this.options.onSettled(tenantId, entry.tenant);
  }

  #apply({ tenant, asked }: Entry): void {
    tenant.run({ recorded: asked !== 'eager', whole: asked === 'recorded' });
  }

  #tell(tenantId: string, entry: Entry): void {
    const { asked, recorded } = entry;
    const running = this.#running(entry);
    this.options.onMode({
      tenantId,
      report: {
        asked,
        running,
        reason: reasonOf(entry, running),
        recordable: recorded === null ? null : recorded.model !== null,
        facts: recorded?.model ? recorded.facts : null,
      },
    });
  }

  #running({ asked, recorded }: Entry): RunningMode {
    if (asked === 'eager' || recorded?.model == null) return 'eager';
    return asked !== 'recorded' && this.#bySegments ? 'segmented' : 'recorded';
  }
}

function reasonOf({ asked, recorded, work }: Omit<Entry, 'tenant'>, running: RunningMode): string {
  if (asked === 'eager') return 'It runs eager because it was asked to.';
  if (work !== null) return 'It runs eager while it is being recorded and compared.';
  if (recorded === null) return 'It runs eager: nobody has recorded it yet.';
  if (recorded.model === null) return `It runs eager. ${recorded.reason}`;
  const pictures = recorded.model.uploadPicture ? ' Pictures become its input on the GPU.' : '';
  const note = `${pictures}${recorded.note === null ? '' : ` ${recorded.note}`}`;
  if (running === 'segmented')
    return `Its recording gives bit for bit what it gives eager, and runs in segments because its executor chooses between them.${note}`;
  if (asked === 'segmented')
    return `Its recording runs whole: its executor chooses between inferences. Give the executor the grain “segment”.${note}`;
  return `Its recording gives bit for bit what it gives eager.${note}`;
}
