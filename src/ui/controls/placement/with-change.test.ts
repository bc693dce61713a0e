import { expect, it } from 'vitest';
import { defined } from '../../../base/assert';
import { scenario } from '../../../testing/builders';
import { withChange } from './with-change';

const config = defined(scenario([['a', 'x']]).tenants[0], 'a tenant');
const cause = { tenantId: 'b', probability: 0.5, fanOut: 1 };

it('two changes of a cause, one after the other, both hold', () => {
  const first = withChange(config, { dependsOn: cause });
  const second = withChange(first, { dependsOn: { ...cause, ...first.dependsOn, fanOut: 2 } });
  expect(second.dependsOn).toEqual({ ...cause, fanOut: 2 });
});

it('a cause that is taken away is no field any more, and what is not named stays', () => {
  const triggered = withChange(config, { dependsOn: cause, priority: 3 });
  const free = withChange(triggered, { dependsOn: null });
  expect(free).toEqual({ ...config, priority: 3 });
  expect('dependsOn' in free).toBe(false);
});
