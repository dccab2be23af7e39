/** The shape of a list that is being read. */
import { Bone, classes } from '../../design'

const WIDTHS = ['w-32', 'w-24', 'w-40', 'w-28', 'w-36']

export function LoadingList() {
  return (
    <div role="status" aria-label="Loading conversations" className="flex flex-col pt-8">
      {WIDTHS.map(width => (
        <div key={width} className="flex h-16 items-center gap-3 px-2">
          <Bone className="size-10 rounded-full" />
          <div className="flex flex-col gap-2">
            <Bone className={classes('h-3 rounded-tail', width)} />
            <Bone className="h-3 w-44 rounded-tail" />
          </div>
        </div>
      ))}
    </div>
  )
}
