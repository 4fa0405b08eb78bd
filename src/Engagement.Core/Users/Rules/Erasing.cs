using Engagement.Core.Decisions;

namespace Engagement.Core.Users.Rules;

internal static class Erasing
{
    public static Decision<UserState> Erase(ActiveUser user, TurnContext context) =>
        new(new ErasedUser(user.Person, context.Now) { FactCount = user.FactCount + 1 }, Changed: true)
        {
            Effects = [new Effect.CloseStreams()],
            Facts = [new Fact.Erased(context.Now)],
            FirstFact = user.FactCount + 1,
        };
}
