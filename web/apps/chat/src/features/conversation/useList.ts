/** The list that draws only what is near the reader's eye, anchored at its end. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'
import { guessHeight, type Row } from './rows'
import { END_PX } from './useListScroll'

const OVERSCAN_ROWS = 6
const END_SPACE_PX = 8
/** What stays in view above the place that the list opens at. */
const CONTEXT_PX = 96

interface ListOptions {
  named: boolean
  /** Room above the first row. */
  top: number
  /** What stays in place when a row changes its height while the end is in view. */
  anchorTo: 'start' | 'end'
}

/**
 * The first guess at a row's height stands until the row is measured. Were it made again for a row that has changed, the
 * list would take the difference for something that happened elsewhere, and lose its place.
 */
function useGuesses(rows: readonly Row[], named: boolean): (index: number) => number {
  const guesses = useRef<Map<string, number>>(new Map())
  return index => {
    const row = rows[index]
    if (!row) return 0
    const guess = guesses.current.get(row.item.key) ?? guessHeight(row, named)
    guesses.current.set(row.item.key, guess)
    return guess
  }
}

export function useList(rows: readonly Row[], { named, top, anchorTo }: ListOptions) {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => rows[index]?.item.key ?? index, [rows]),
    estimateSize: useGuesses(rows, named),
    overscan: OVERSCAN_ROWS,
    paddingStart: top,
    paddingEnd: END_SPACE_PX,
    scrollPaddingStart: CONTEXT_PX,
    anchorTo,
    followOnAppend: true,
    scrollEndThreshold: END_PX,
  })
  return { scroller, list }
}
