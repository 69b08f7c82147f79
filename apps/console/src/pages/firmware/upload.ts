import { ApiError } from '../../api.ts';

/** Brings a file to a one-time address of the server and tells how far it is, 0 to 1. `fetch` cannot tell. Throws `ApiError`. */
export function upload(path: string, file: File, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(errorOf(request)));
    request.onerror = () => reject(failed({ code: 'offline', message: 'The server cannot be reached.' }, 0));
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function errorOf({ status, responseText }: XMLHttpRequest): ApiError {
  try {
    return failed((JSON.parse(responseText) as { error: { code: string; message: string; requestId?: string } }).error, status);
  } catch {
    return failed({ code: 'page', message: responseText.slice(0, 200) }, status);
  }
}

function failed({ code, message, requestId = '' }: { code: string; message: string; requestId?: string }, status: number): ApiError {
  return new ApiError({ code, status, message, details: [], requestId, retryAfter: null });
}
