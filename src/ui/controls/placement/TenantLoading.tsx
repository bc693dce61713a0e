/** A tenant that is being made ready: how far it is, by files or by pipelines, and the way to give it up. */
import type { FileProgress, TenantStatus } from '../../../domain/snapshot';
import { formatBytes, formatCount } from '../../format';
import { Hint } from '../../primitives/Hint';
import { usePlaygroundHandle } from '../../store';

/** Files that are listed; a card has room for no more. */
const LISTED = 2;

interface TenantLoadingProps {
  readonly tenantId: string;
  readonly name: string;
  readonly status: Extract<TenantStatus, { kind: 'loading' }>;
}

export function TenantLoading({ tenantId, name, status }: TenantLoadingProps) {
  const { commands } = usePlaygroundHandle();
  const { fraction, files, pipelines } = status;
  // The files under way first: what is complete says nothing new.
  const listed = [...files.filter((file) => !complete(file)), ...files.filter(complete)].slice(0, LISTED);
  const more = files.length - listed.length;
  return (
    <>
      <progress aria-label={`${name} loads`} max={1} {...(fraction === null ? {} : { value: fraction })} />
      {pipelines !== undefined && (
        <p className="card-pipelines dim small-text">
          <Hint term="gpu-pipeline">
            {formatCount(pipelines.done)} of {formatCount(pipelines.total)} pipelines
          </Hint>
        </p>
      )}
      {listed.length > 0 && (
        <ul className="file-list dim small-text" aria-label={`Files of ${name}`}>
          {listed.map((file) => (
            <li key={file.path}>
              <span className="file-name" title={file.path}>
                {file.path}
              </span>
              <span>
                {complete(file)
                  ? formatBytes(file.totalBytes)
                  : `${formatBytes(file.loadedBytes)} of ${formatBytes(file.totalBytes)}`}
              </span>
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
      <button
        type="button"
        className="small card-action"
        aria-label={`Cancel loading ${name}`}
        onClick={() => void commands.cancelLoad(tenantId)}
      >
        Cancel
      </button>
    </>
  );
}

const complete = (file: FileProgress): boolean => file.loadedBytes >= file.totalBytes;
