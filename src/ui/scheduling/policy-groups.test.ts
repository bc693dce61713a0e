import { expect, it } from 'vitest';
import { POLICY_IDS } from '../../domain/policy-ids';
import { POLICY_GROUPS } from './policy-groups';

it('every policy stands in one group', () => {
  const listed = POLICY_GROUPS.flatMap(({ policies }) => policies);
  expect([...listed].sort()).toEqual([...POLICY_IDS].sort());
});
