//! One command to its use case. Every transport ends here: [`Chat::dispatch`] for a live connection,
//! [`Chat::perform`] for a single request. They differ in how the answer travels and in nothing else.

use webchat_protocol::{
    AskChanges, Command, ErrorCode, Event, MessageId, PROTOCOL_FULL, Problem, Register, Request, SendMessage,
    SetPresence, Status,
};

use crate::publish::event_of;
use crate::{Actor, Chat, Session};

impl Chat {
    /// Does what a live connection asks. The answer, or the refusal, is pushed to its queue. Returns once the command is
    /// taken, which for a change is before it is stored: what a connection sends is taken in its order.
    pub async fn dispatch(&self, session: &mut Session, request: Request) {
        let Request { id, command } = request;
        if session.connection.queue.is_cut() {
            // Whoever was signed out says nothing more, whatever they had on the way.
            return;
        }
        if let Err(problem) = self.try_dispatch(session, id.clone(), command).await {
            session.push(&problem.about(id).into());
        }
    }

    /// Registers somebody whose identity the transport has settled, whoever the command names. Answers as
    /// [`dispatch`](Self::dispatch) does, and says whether they are registered now.
    pub async fn admit(
        &self,
        session: &mut Session,
        actor: Actor,
        id: Option<MessageId>,
        register: Register,
    ) -> bool {
        if session.connection.queue.is_cut() {
            return false;
        }
        match self.register_as(session, actor, register).await {
            Ok(()) => session.done(id),
            Err(problem) => {
                session.push(&problem.about(id).into());
                return false;
            }
        }
        true
    }

    async fn try_dispatch(
        &self,
        session: &mut Session,
        id: Option<MessageId>,
        command: Command,
    ) -> Result<(), Problem> {
        match command {
            Command::Ping => session.push(&Event::Pong),
            Command::Register(register) => {
                self.register(session, register).await?;
                session.done(id);
            }
            Command::Message(message) => {
                let actor = self.sender(session.actor(), &message)?;
                self.send(&actor, message, session.answer(None)).await?;
            }
            Command::Typing(typing) => {
                self.set_typing(session.registered()?, &typing).await?;
                session.done(id);
            }
            command if session.registered().is_ok() && session.protocol < PROTOCOL_FULL => {
                return Err(needs_full(&command));
            }
            command => self.dispatch_full(session, id, command).await?,
        }
        Ok(())
    }

    /// The commands that only protocol 2 has.
    async fn dispatch_full(
        &self,
        session: &Session,
        id: Option<MessageId>,
        command: Command,
    ) -> Result<(), Problem> {
        let actor = session.registered()?;
        match command {
            Command::Edit(edit) => return self.edit(actor, edit, session.answer(id)).await,
            Command::React(react) => return self.react(actor, react, session.answer(id)).await,
            Command::Delete(delete) => return self.delete(actor, delete, session.answer(id)).await,
            Command::Changes(ask) => {
                let AskChanges { conversation_id, after } = ask;
                let changes = self.changes(actor, &conversation_id, after).await?;
                session.push(&changes.about(conversation_id, id));
                return Ok(());
            }
            Command::Presence(SetPresence { status }) => {
                self.set_status(&session.connection, check_status(status)?);
            }
            // Dispatched before.
            Command::Register(_) | Command::Message(_) | Command::Typing(_) | Command::Ping => {}
            other => {
                let answer = self.acknowledge(actor, other, id.clone()).await?;
                // Whoever asks for a conversation is shown it. The rest was told to all of the user's devices, or is nothing
                // to show.
                if matches!(answer, Event::Conversation { .. }) {
                    session.push(&answer);
                    return Ok(());
                }
            }
        }
        session.done(id);
        Ok(())
    }

    /// Does what a single request asks and answers the event that acknowledges it.
    pub async fn perform(&self, actor: &Actor, request: Request) -> Result<Event, Problem> {
        let Request { id, command } = request;
        self.try_perform(actor, id.clone(), command).await.map_err(|problem| problem.about(id))
    }

    async fn try_perform(
        &self,
        actor: &Actor,
        id: Option<MessageId>,
        command: Command,
    ) -> Result<Event, Problem> {
        match command {
            Command::Ping => Ok(Event::Pong),
            Command::Message(message) => {
                let actor = self.sender(Some(actor), &message)?;
                Ok(event_of(self.send_and_wait(&actor, message).await?.message().clone()))
            }
            Command::Edit(edit) => Ok(event_of(self.edit_and_wait(actor, edit).await?)),
            Command::React(react) => Ok(event_of(self.react_and_wait(actor, react).await?)),
            Command::Delete(delete) => Ok(event_of(self.delete_and_wait(actor, delete).await?)),
            Command::Changes(AskChanges { conversation_id, after }) => {
                Ok(self.changes(actor, &conversation_id, after).await?.about(conversation_id, id))
            }
            Command::Typing(typing) => {
                self.set_typing(actor, &typing).await?;
                Ok(self.typing.event(&typing.conversation_id.unwrap_or_else(general)))
            }
            Command::Register(_) | Command::Presence(_) => {
                Err(Problem::new(ErrorCode::BadField, "This is for a live connection; a request has none."))
            }
            other => self.acknowledge(actor, other, id).await,
        }
    }

    /// Does what is done in the same way for a live connection and for a request, and answers the event that acknowledges it.
    async fn acknowledge(
        &self,
        actor: &Actor,
        command: Command,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        match command {
            Command::Read(read) => self.read(actor, &read).await,
            Command::Profile(profile) => self.set_profile(actor, &profile).await,
            Command::CreateConversation(create) => self.create_conversation(actor, create, id).await,
            Command::ChangeConversation(change) => self.change_conversation(actor, change, id).await,
            Command::AddMembers(add) => self.add_members(actor, add, id).await,
            Command::RemoveMember(remove) => self.remove_member(actor, remove, id).await,
            Command::SetRole(set) => self.set_role(actor, set, id).await,
            Command::Join(join) => self.join(actor, join, id).await,
            Command::Leave(leave) => self.leave(actor, leave).await,
            Command::Block(block) => self.block(actor, &block).await.map(|()| self.done(id)),
            Command::Report(report) => self.report(actor, report).await.map(|()| self.done(id)),
            // Every other command was dispatched before.
            other => {
                let sentence = format!("\"{}\" is not for here.", other.name());
                Err(Problem::new(ErrorCode::UnknownType, sentence))
            }
        }
    }

    /// That something was done which changes nothing to show.
    fn done(&self, id: Option<MessageId>) -> Event {
        Event::Done { id: id.unwrap_or_else(|| self.new_id()) }
    }

    /// Who a message is from: whoever is registered, who may also name themselves; or whoever it names, on a connection
    /// where nobody is registered.
    fn sender(&self, actor: Option<&Actor>, message: &SendMessage) -> Result<Actor, Problem> {
        match (actor, &message.sender_id) {
            (Some(actor), Some(named)) if actor.user_id != *named => {
                let sentence =
                    format!("You are registered as {}; \"senderId\" names somebody else.", actor.user_id);
                Err(Problem::new(ErrorCode::Forbidden, sentence))
            }
            (Some(actor), _) => Ok(actor.clone()),
            (None, named) => self.rules.unregistered(named.as_ref()),
        }
    }
}

fn general() -> webchat_protocol::ConversationId {
    webchat_protocol::ConversationId::general()
}

fn check_status(status: Status) -> Result<Status, Problem> {
    match status {
        Status::Online | Status::Away | Status::DoNotDisturb => Ok(status),
        Status::Offline => Err(Problem::new(
            ErrorCode::BadField,
            "\"status\" is online, away or do-not-disturb; who is offline disconnects.",
        )),
    }
}

fn needs_full(command: &Command) -> Problem {
    let sentence =
        format!("\"{}\" belongs to protocol 2; register with \"protocol\": 2 to use it.", command.name());
    Problem::new(ErrorCode::UnknownType, sentence)
}
