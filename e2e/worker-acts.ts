/** What tests do inside a worker of the page: fetch from elsewhere, or throw. */
import { expect, type Page, type Worker } from '@playwright/test';
import type { PlaygroundPage } from './playground-page.ts';

/** The directive of the policy that forbade a fetch from another address; "no violation" where none did. */
export const fetchElsewhere = (worker: Worker): Promise<string> =>
  worker.evaluate(
    () =>
      new Promise<string>((resolve) => {
        self.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch('http://127.0.0.1:9/').catch(() => setTimeout(resolve, 1000, 'no violation'));
      }),
  );

/** The worker of an executor throws: its tenant fails, the others run on, and a retry brings it back. */
export async function throwAndRetry(
  page: Page,
  playground: PlaygroundPage,
  worker: Worker | undefined,
): Promise<void> {
  expect(worker).toBeDefined();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown by the test');
    });
  });
  const failed = page.getByRole('article').filter({ hasText: 'thrown by the test' });
  await expect(failed).toHaveCount(1);
  await playground.completed(10);
  await failed.getByRole('button', { name: 'Retry' }).click();
  await expect(failed).toHaveCount(0);
  await page.waitForFunction(() =>
    globalThis.playground.snapshot()?.tenants.every(({ status }) => status.kind === 'running'),
  );
  await playground.completed(3);
}
