/**
 * Whose lanes and tenants the timeline shows: those of the scenario in force, or those of the recorded run that is shown
 * in its place. Arrays keep their identity while no element changes.
 */
import { useShallow } from 'zustand/react/shallow';
import { type PlaygroundState, usePlayground } from '../../store';
import { tenantName } from '../../tenant-words';

export const tenantsOf = ({ recording, snapshot }: PlaygroundState) =>
  recording?.scenario.tenants ?? snapshot?.tenants.map(({ config }) => config) ?? [];

const idsOf = (state: PlaygroundState): readonly string[] => tenantsOf(state).map(({ id }) => id);

const namesOf = (state: PlaygroundState): readonly string[] =>
  tenantsOf(state).map((tenant) => tenantName(state.catalog, tenant));

export const executorIdsOf = ({ recording, snapshot }: PlaygroundState): readonly string[] =>
  recording?.scenario.executors.map(({ id }) => id) ??
  snapshot?.executors.map(({ config }) => config.id) ??
  [];

export const useLaneTenantIds = (): readonly string[] => usePlayground(useShallow(idsOf));
export const useLaneTenantNames = (): readonly string[] => usePlayground(useShallow(namesOf));
export const useLaneExecutorIds = (): readonly string[] => usePlayground(useShallow(executorIdsOf));
