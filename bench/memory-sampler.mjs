/** What a long run may not pile up: the page's heap after a collection, the executors' memory, workers. */

const MEGABYTE = 1e6;

/** @typedef {{ tensors: number, reserved: number, gpu: number, workers: number }} Memory megabytes; workers: a count */

/** @param {import('@playwright/test').Page} page @returns {Promise<Memory>} as the newest snapshot tells it */
export async function memoryOf(page) {
  const bytes = await page.evaluate(() => {
    const executors = globalThis.playground.snapshot()?.executors ?? [];
    const sum = (/** @type {typeof executors} */ some, /** @type {'inUse' | 'reserved'} */ key) =>
      some.reduce((total, { memoryBytes }) => total + (memoryBytes[key] ?? 0), 0);
    const onGpu = executors.filter(({ backend }) => backend === 'webgl' || backend === 'webgpu');
    return {
      tensors: sum(executors, 'inUse'),
      reserved: sum(executors, 'reserved'),
      gpu: sum(onGpu, 'reserved'),
    };
  });
  return {
    tensors: bytes.tensors / MEGABYTE,
    reserved: bytes.reserved / MEGABYTE,
    gpu: bytes.gpu / MEGABYTE,
    workers: page.workers().length,
  };
}

/**
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<number>>} collects garbage, then tells the JavaScript heap of the page in megabytes
 */
export async function heapMeter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / MEGABYTE;
  };
}
