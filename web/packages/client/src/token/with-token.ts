/** Puts a token before everything that goes to the server. */
import { type EnvironmentOptions, environment } from '../environment'
import { Pass, type TokenSource } from './pass'
import { TokenSocket } from './token-socket'

type Fetch = typeof fetch

/**
 * For `createChat(withToken({ userId, token }))`, and for the options of `ClassicChat` and `useWebSocket`. `token` is the
 * token, or a function that gets one from the application: it is asked before anything is sent, again 30 s before the
 * token's `exp`, and once when the server does not take what it gave. When that one isn't taken either, the chat is
 * `signed-out`.
 *
 * With `sharedSocket` of `@webchat/client/storage`, give that what this returns: `sharedSocket({ WebSocket })`.
 */
export function withToken<Options extends EnvironmentOptions>(
  options: Options & { readonly token: TokenSource },
): Omit<Options, 'token'> & Required<Pick<EnvironmentOptions, 'WebSocket' | 'fetch'>> {
  const { token, ...rest } = options
  const plain = environment(options)
  const pass = new Pass(token, plain)
  return {
    ...rest,
    fetch: showing(pass, plain.fetch) as Fetch,
    WebSocket: class {
      constructor(url: string) {
        // biome-ignore lint/correctness/noConstructorReturn: what is made knows the pass
        return new TokenSocket(url, pass, plain)
      }
    } as unknown as new (
      url: string,
    ) => WebSocket,
  }
}

function showing(pass: Pass, plain: (url: string, init: RequestInit) => Promise<Response>) {
  const request = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const shown = await pass.show()
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${shown.token}` }
    const response = await plain(url, { ...init, headers })
    if (response.status === 401) return pass.refused(shown) ? request(url, init) : response
    pass.taken()
    return response
  }
  return request
}
