/** The accounts as far as they were read, and as many more as a search needs. */
import type { AccountRecord } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isSignedOut, sentenceOf } from '../../browser/useAnswer'

/** So many are read at once. */
const PAGE = 100
/** A list that is longer is not looked through in a browser. */
const MOST = 10_000

export interface PeopleList {
  readonly accounts: readonly AccountRecord[]
  readonly status: 'reading' | 'more' | 'all' | 'failed'
  readonly failure: string | null
  readonly readMore: () => void
  /** Somebody is different now, or new. */
  readonly put: (account: AccountRecord) => void
  /** From the beginning. */
  readonly restart: () => void
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

export function isFound({ userId, name }: Pick<AccountRecord, 'userId' | 'name'>, query: string): boolean {
  const sought = fold(query.trim())
  return fold(userId).includes(sought) || fold(name).includes(sought)
}

export function usePeople(
  api: Pick<Administration, 'accounts'>,
  query: string,
  onSignedOut: () => void,
): PeopleList {
  const [accounts, setAccounts] = useState<readonly AccountRecord[]>([])
  const [status, setStatus] = useState<PeopleList['status']>('reading')
  const [failure, setFailure] = useState<string | null>(null)
  const turn = useRef(0)
  const read = useCallback(
    (after: string | undefined) => {
      const mine = ++turn.current
      setStatus('reading')
      setFailure(null)
      api.accounts(after, PAGE).then(
        page => {
          if (mine !== turn.current) return
          setAccounts(known => (after === undefined ? page.accounts : [...known, ...page.accounts]))
          setStatus(page.hasMore ? 'more' : 'all')
        },
        (thrown: unknown) => {
          if (mine !== turn.current) return
          if (isSignedOut(thrown)) onSignedOut()
          setFailure(sentenceOf(thrown))
          setStatus('failed')
        },
      )
    },
    [api, onSignedOut],
  )
  useEffect(() => {
    read(undefined)
    return () => {
      turn.current++
    }
  }, [read])
  const last = accounts.at(-1)?.userId
  const readMore = useCallback(() => read(last), [read, last])
  const isSearching = query.trim() !== ''
  useEffect(() => {
    if (isSearching && status === 'more' && accounts.length < MOST) readMore()
  }, [isSearching, status, accounts.length, readMore])
  const put = useCallback((fresh: AccountRecord) => {
    setAccounts(known => known.map(old => (old.userId === fresh.userId ? fresh : old)))
  }, [])
  const found = useMemo(
    () => (isSearching ? accounts.filter(account => isFound(account, query)) : accounts),
    [accounts, query, isSearching],
  )
  return { accounts: found, status, failure, readMore, put, restart: () => read(undefined) }
}
