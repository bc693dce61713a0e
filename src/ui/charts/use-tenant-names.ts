/** The tenants' ids and names in the order of the scenario; an array keeps its identity while no element changes. */
import { useShallow } from 'zustand/react/shallow';
import { type PlaygroundState, usePlayground } from '../store';
import { tenantName } from '../tenant-words';

const namesOf = ({ snapshot, catalog }: PlaygroundState): readonly string[] =>
  snapshot?.tenants.map((tenant) => tenantName(catalog, tenant.config)) ?? [];

const idsOf = ({ snapshot }: PlaygroundState): readonly string[] =>
  snapshot?.tenants.map((tenant) => tenant.config.id) ?? [];

export const useTenantNames = (): readonly string[] => usePlayground(useShallow(namesOf));
export const useTenantIds = (): readonly string[] => usePlayground(useShallow(idsOf));
