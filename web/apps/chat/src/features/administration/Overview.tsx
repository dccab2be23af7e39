/** The server at a glance. */
import type { Overview as Numbers } from '@webchat/client'
import { Link, useNow } from '../../browser'
import { useAnswer } from '../../browser/useAnswer'
import { Bone, Button } from '../../design'
import { Column } from '../../design/Page'
import { Section } from '../../design/Section'
import { Failure } from '../../design/State'
import { DayChart } from './DayChart'
import { bytesOf, countOf, spanOf } from './numbers'
import type { PartProps } from './shared'

export function Overview({ api, onSignedOut }: PartProps) {
  const { data, failure, read } = useAnswer(() => api.overview(), onSignedOut)
  return (
    <Column
      title="Overview"
      action={
        <Button onClick={read} className="-mr-4">
          Refresh
        </Button>
      }
    >
      {failure && <Failure onRetry={read}>{failure}</Failure>}
      {!data && !failure && <ToCome />}
      {data && <Known numbers={data} />}
    </Column>
  )
}

function Known({ numbers }: { numbers: Numbers }) {
  const now = useNow(60_000)
  const { openReports, freeBytes } = numbers
  return (
    <>
      {openReports > 0 && (
        <p className="rounded-card bg-caution-soft px-4 py-3 text-ui">
          {openReports === 1 ? 'One report waits' : `${countOf(openReports)} reports wait`} for somebody to
          look at {openReports === 1 ? 'it' : 'them'}.{' '}
          <Link href="/admin/reports" className="font-medium underline underline-offset-3">
            See reports
          </Link>
        </p>
      )}
      <dl className="grid grid-cols-2 gap-3 wide:grid-cols-4">
        <Figure label="People" value={countOf(numbers.accounts)} />
        <Figure label="Online now" value={countOf(numbers.usersOnline)} />
        <Figure label="Conversations" value={countOf(numbers.conversations)} />
        <Figure label="Messages" value={countOf(numbers.messages)} />
      </dl>
      <Section title="Messages per day">
        <DayChart days={numbers.messagesByDay} />
      </Section>
      <Section title="Server">
        <dl className="grid gap-x-8 gap-y-2 text-ui wide:grid-cols-2">
          <Fact label="Database" value={bytesOf(numbers.databaseBytes)} />
          {freeBytes !== undefined && <Fact label="Free on its disk" value={bytesOf(freeBytes)} />}
          <Fact label="Messages in the last 24 hours" value={countOf(numbers.messagesLastDay)} />
          <Fact label="Connections" value={countOf(numbers.connections)} />
          <Fact label="Running for" value={spanOf(now - Date.parse(numbers.startedAt))} />
          <Fact label="Version" value={numbers.version} />
        </dl>
      </Section>
    </>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-col-reverse gap-1 rounded-card border border-hairline p-4">
      <dt className="text-small text-muted">{label}</dt>
      <dd className="text-display font-strong tabular-nums">{value}</dd>
    </div>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4 border-b border-hairline py-2">
      <dt className="text-muted">{label}</dt>
      <dd className="text-right font-medium tabular-nums">{value}</dd>
    </div>
  )
}

const FIGURES = ['a', 'b', 'c', 'd']

function ToCome() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-2 gap-3 wide:grid-cols-4">
      {FIGURES.map(figure => (
        <div key={figure} className="flex flex-col gap-3 rounded-card border border-hairline p-4">
          <Bone className="h-6 w-16" />
          <Bone className="h-3 w-20" />
        </div>
      ))}
    </div>
  )
}
