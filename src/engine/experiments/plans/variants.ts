/** Other models of the same task, or other inputs, in one tenant's place; everybody else as they are. */
import type { RequestOf } from '../../../domain/experiment';
import { isCustom } from '../../../domain/model';
import { type Scenario, scenarioSchema, type TenantConfig } from '../../../domain/scenario';
import { aloneCell, aloneCells, onlyActive, pausedNotes, setCell } from './base-cells';
import { originalOf } from './copies';
import { invalid, modelNameOf, nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

type Asked = RequestOf<'variants'>;

export function variantsPlan(request: Asked, basis: PlanBasis): PlanDraft {
  const tenant = originalOf(basis, request.tenantId);
  const { models, notes } = modelsFor(request, basis, tenant);
  const inputs = inputsOf(request, tenant);
  const scenario = onlyActive(basis.scenario, [tenant.id, ...runningIn(basis.scenario)]);
  const variants = models.flatMap((modelId) =>
    inputs.map((input) => ({
      modelId,
      input,
      scenario: withTenant(scenario, { ...tenant, modelId, input, paused: false }),
    })),
  );
  if (variants.length < 2) {
    const why = notes.length === 0 ? '' : `; ${notes.join(' ').replace(/\.$/, '')}`;
    throw invalid(
      `modelIds: nothing here can take the place of ${nameOf(basis, tenant)} (${tenant.id})${why}. Name models or inputs`,
    );
  }
  const sets = variants.map(({ modelId, input, scenario: varied }) =>
    setCell(varied, {
      id: `variant:${modelId}/${input}`,
      label: `${modelNameOf(basis, modelId)}${inputs.length > 1 ? ` on ${input}` : ''}`,
      factors: { model: modelId, input },
    }),
  );
  const others = aloneCells(basis, scenario).filter(({ tenantIds }) => tenantIds[0] !== tenant.id);
  // How long an inference takes is the model's: an input feeds each of them the same shape.
  const own = models.map((modelId) => {
    const varied = withTenant(scenario, { ...tenant, modelId, paused: false });
    return aloneCell(basis, varied, tenant.id, {
      id: `${tenant.id} ${modelId}`,
      factors: { model: modelId },
    });
  });
  return {
    title: `In place of ${nameOf(basis, tenant)}`,
    cells: [...sets, ...own, ...others],
    notes: [...pausedNotes(basis), ...notes],
  };
}

const runningIn = ({ tenants }: Scenario): string[] =>
  tenants.filter(({ paused }) => !paused).map(({ id }) => id);

const withTenant = (scenario: Scenario, tenant: TenantConfig): Scenario => ({
  ...scenario,
  tenants: scenario.tenants.map((one) => (one.id === tenant.id ? tenant : one)),
});

/** The present one first. */
function modelsFor(
  { modelIds, inputs }: Asked,
  { models }: PlanBasis,
  { modelId }: TenantConfig,
): { readonly models: readonly string[]; readonly notes: string[] } {
  const unknown = modelIds?.find((id) => !models.some((model) => model.id === id));
  if (unknown !== undefined) throw invalid(`modelIds: no model is called "${unknown}"`);
  if (modelIds !== undefined) return { models: [...new Set([modelId, ...modelIds])], notes: [] };
  if (inputs !== undefined) return { models: [modelId], notes: [] };
  const present = models.find(({ id }) => id === modelId);
  const alike = models.flatMap((model) =>
    !isCustom(model) && model.task === present?.task && model.id !== modelId ? [model] : [],
  );
  const here = alike.filter(({ assembly }) => assembly === 'default').map(({ id }) => id);
  const elsewhere = alike.filter(({ assembly }) => assembly !== 'default');
  const notes = elsewhere.map(({ name }) => `${name} is left out: its files are fetched on request only.`);
  return { models: [modelId, ...here], notes };
}

/** @throws EngineError `experiment-invalid`. */
function inputsOf({ inputs }: Asked, tenant: TenantConfig): readonly TenantConfig['input'][] {
  if (inputs === undefined) return [tenant.input];
  const { input } = scenarioSchema.shape.tenants.element.shape;
  return inputs.map((asked) => {
    const parsed = input.safeParse(asked);
    if (parsed.success) return parsed.data;
    throw invalid(`inputs: there is no input "${asked}"`);
  });
}
