/** Messages that somebody thinks should not stand there. */
import type { ReportRecord } from '@webchat/client'
import { useNow } from '../../browser'
import { useAnswer } from '../../browser/useAnswer'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { Column } from '../../design/Page'
import { Lines, Section, Tag } from '../../design/Section'
import { Failure, LinesToCome, Nothing } from '../../design/State'
import { ago, momentOf } from '../../words/ago'
import type { PartProps } from './shared'
import { useNameOf } from './useNameOf'

export function Reports({ api, onSignedOut }: PartProps) {
  const { data, failure, read, set } = useAnswer(() => api.reports(), onSignedOut)
  const deed = useDeed(onSignedOut)
  const settle = (reportId: number, deleteMessage: boolean) =>
    deed.run(async () => {
      const fresh = await api.settleReport(reportId, deleteMessage)
      set(known => ({ reports: known.reports.map(old => (old.reportId === reportId ? fresh : old)) }))
    })
  const open = data?.reports.filter(({ settledAt }) => !settledAt) ?? []
  const settled = data?.reports.filter(({ settledAt }) => settledAt) ?? []
  const shared = { isBusy: deed.isBusy, onSettle: settle }
  return (
    <Column title="Reports">
      {failure && <Failure onRetry={read}>{failure}</Failure>}
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {!data && !failure && <LinesToCome />}
      {data && open.length === 0 && <Nothing>Nothing waits. What people report shows up here.</Nothing>}
      {open.length > 0 && (
        <Lines label="Reports that wait">
          {open.map(report => (
            <Report key={report.reportId} report={report} {...shared} />
          ))}
        </Lines>
      )}
      {settled.length > 0 && (
        <Section title="Settled">
          <Lines label="Settled reports">
            {settled.map(report => (
              <Report key={report.reportId} report={report} {...shared} />
            ))}
          </Lines>
        </Section>
      )}
    </Column>
  )
}

interface ReportProps {
  report: ReportRecord
  isBusy: boolean
  onSettle: (reportId: number, deleteMessage: boolean) => void
}

function Report({ report, isBusy, onSettle }: ReportProps) {
  const { reportId, reportedBy, reportedAt, reason, message, settledAt, settledBy } = report
  const now = useNow(60_000)
  const nameOf = useNameOf()
  const isDeleted = message.deletedAt !== undefined
  return (
    <li className="flex flex-col gap-2 py-4">
      <p className="flex flex-wrap items-center gap-x-2 text-small text-muted">
        {nameOf(reportedBy)} reported this {ago(reportedAt, now)}
        {settledAt && (
          <Tag>
            Settled {ago(settledAt, now)}
            {settledBy && ` by ${nameOf(settledBy)}`}
          </Tag>
        )}
      </p>
      <p dir="auto" className="text-message wrap-anywhere">
        {reason}
      </p>
      <blockquote className="flex flex-col gap-1 border-l-2 border-outline pl-3">
        <p className="text-small text-muted">
          {nameOf(message.senderId)}, {momentOf(message.createdAt)}
        </p>
        <p dir="auto" className="max-h-48 overflow-y-auto text-ui wrap-anywhere whitespace-pre-wrap">
          {isDeleted ? <span className="text-muted italic">Deleted</span> : message.text}
        </p>
      </blockquote>
      {!settledAt && (
        <div className="-ml-4 flex flex-wrap">
          <Button disabled={isBusy} onClick={() => onSettle(reportId, false)}>
            {isDeleted ? 'Settle' : 'Settle and leave it'}
          </Button>
          {!isDeleted && (
            <Button look="danger" disabled={isBusy} onClick={() => onSettle(reportId, true)}>
              Delete the message
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
