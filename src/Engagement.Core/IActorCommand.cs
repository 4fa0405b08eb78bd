namespace Engagement.Core;

/// <summary>Something an actor can be asked: the union of the commands of every kind of actor.</summary>
public interface IActorCommand;

/// <summary>Something an actor answers with, beside a refusal: immutable, safe to hand to another thread.</summary>
public interface IReply;
