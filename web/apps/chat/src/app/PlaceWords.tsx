/** A conversation's face and what is said about it: in its header, before its first message, while it is empty. */
import type { Person } from '@webchat/client'
import { useChatState } from '@webchat/react'
import { useNow } from '../browser'
import { Avatar, Blank, KindIcon } from '../design'
import { Beginning } from '../features/conversation'
import { GENERAL, members, presenceWords } from '../words'
import type { Place } from './place'

const MINUTE = 60_000
const ICONS = { medium: 18, large: 24, huge: 32 }

interface FaceProps {
  place: Place
  size?: 'medium' | 'large' | 'huge'
}

export function PlaceFace({ place, size = 'medium' }: FaceProps) {
  const { conversationId, title, peer } = place
  const isNotes = useIsNotes(place)
  const reachable = useReachable()
  return (
    <Avatar
      id={peer?.userId ?? conversationId}
      name={peer?.name ?? title}
      size={size}
      status={size === 'medium' && !isNotes && reachable ? peer?.status : undefined}
      picture={peer?.avatar}
      icon={peer ? undefined : <KindIcon of={place.summary} size={ICONS[size]} />}
    />
  )
}

/** Oneself included. */
function countHere(people: readonly Person[]): number {
  return 1 + people.filter(({ status }) => status !== 'offline').length
}

/** Whether what is known about others can still be true. */
function useReachable(): boolean {
  return useChatState(({ connection }) => connection.rest !== 'failing')
}

function useIsNotes({ peer }: Place): boolean {
  return useChatState(state => state.me.userId) === peer?.userId
}

export function usePlaceSubtitle(place: Place): string {
  const now = useNow(MINUTE)
  const isNotes = useIsNotes(place)
  const here = useChatState(({ status, people }) => (status === 'ready' ? countHere(people) : 0))
  const reachable = useReachable()
  if (isNotes) return 'Only you see this'
  if (!reachable) return 'Waiting for connection'
  if (place.peer) return [presenceWords(place.peer, now), saidOf(place.peer)].filter(Boolean).join(' · ')
  if (place.conversationId === GENERAL) return here === 0 ? 'Everybody' : `Everybody · ${here} here now`
  const { archivedAt, memberCount = 1, description } = place.summary ?? {}
  return [archivedAt && 'Archived', members(memberCount), description].filter(Boolean).join(' · ')
}

/** What somebody has to say of themselves now. */
function saidOf({ statusEmoji, statusText }: Person): string {
  return [statusEmoji, statusText].filter(Boolean).join(' ')
}

export function useComposerLabel(place: Place): string {
  if (useIsNotes(place)) return 'Write a note'
  return place.conversationId === GENERAL ? 'Message everybody' : `Message ${place.title}`
}

export function PlaceBeginning({ place }: { place: Place }) {
  const isNotes = useIsNotes(place)
  return <Beginning face={<PlaceFace place={place} size="large" />} words={beginningOf(place, isNotes)} />
}

function beginningOf({ conversationId, title, peer, summary }: Place, isNotes: boolean): string {
  if (isNotes) return 'A place for what you want to keep.'
  if (peer) return `This is where your conversation with ${title} began.`
  if (conversationId === GENERAL) return 'This is where it began. Everybody here reads it.'
  return summary?.description ?? `This is where ${title} began.`
}

export function PlaceInvitation({ place }: { place: Place }) {
  const isNotes = useIsNotes(place)
  const face = <PlaceFace place={place} size="huge" />
  if (isNotes) {
    return (
      <Blank face={face} title="Write a note">
        <p>Only you see what you write here.</p>
      </Blank>
    )
  }
  const isGeneral = place.conversationId === GENERAL
  return (
    <Blank face={face} title={isGeneral ? 'Say hello to everybody' : `Say hello to ${place.title}`}>
      <p>{isGeneral ? 'Everybody who comes here reads this.' : 'Nothing has been said here yet.'}</p>
    </Blank>
  )
}
