/** A conversation's face and what is said about it: in its header, before its first message, while it is empty. */
import type { Person } from '@webchat/client'
import { useChatState } from '@webchat/react'
import { Hash } from 'lucide-react'
import { useNow } from '../browser'
import { Avatar, Blank } from '../design'
import { Beginning } from '../features/conversation'
import { presenceWords } from '../words'
import type { Place } from './place'

const MINUTE = 60_000

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
      icon={peer ? undefined : <Hash size={size === 'huge' ? 32 : size === 'large' ? 24 : 18} />}
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
  if (place.peer) return presenceWords(place.peer, now)
  return here === 0 ? 'Everybody' : `Everybody · ${here} here now`
}

export function useComposerLabel(place: Place): string {
  if (useIsNotes(place)) return 'Write a note'
  return place.peer ? `Message ${place.title}` : 'Message everybody'
}

export function PlaceBeginning({ place }: { place: Place }) {
  const isNotes = useIsNotes(place)
  const words = isNotes
    ? 'A place for what you want to keep.'
    : place.peer
      ? `This is where your conversation with ${place.title} began.`
      : 'This is where it began. Everybody here reads it.'
  return <Beginning face={<PlaceFace place={place} size="large" />} words={words} />
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
  return (
    <Blank face={face} title={place.peer ? `Say hello to ${place.title}` : 'Say hello to everybody'}>
      <p>{place.peer ? 'Nothing has been said here yet.' : 'Everybody who comes here reads this.'}</p>
    </Blank>
  )
}
