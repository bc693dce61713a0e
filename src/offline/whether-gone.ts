/** Whether the app has left its address. It must not know what follows from that. */

/**
 * @param script absolute URL of the service worker's script
 * @returns true only when a server says so: it has no such script, or answers with a page in its place. Without an answer,
 *   or with an odd one, false.
 */
export async function isGone(
  script: string,
  fetcher: (url: string, init: RequestInit) => Promise<Pick<Response, 'status' | 'headers'>>,
): Promise<boolean> {
  try {
    const { status, headers } = await fetcher(script, { method: 'HEAD', cache: 'no-store' });
    const isPage = headers.get('content-type')?.startsWith('text/html') === true;
    return status === 404 || status === 410 || (status === 200 && isPage);
  } catch {
    return false;
  }
}
