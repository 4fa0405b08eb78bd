using System.Reflection;
using System.Runtime.CompilerServices;
using Engagement.Core.Catalogs;
using Engagement.Core.Users;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class UserDeciderTests
{
    public static TheoryData<Type, Type> Pairs()
    {
        var pairs = new TheoryData<Type, Type>();
        foreach (var state in typeof(UserState).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UserState))))
        {
            foreach (var command in typeof(UserCommand).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(UserCommand))))
            {
                pairs.Add(state, command);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Decide_ForEveryStateAndCommand_GivesADecision(Type state, Type command)
    {
        var context = new TurnContext(Person.Workspace, Person.Start, Catalog.Empty(Person.Workspace));

        var decision = UserDecider.Decide(State(state), Command(command), context);

        decision.State.ShouldNotBeNull();
    }

    private static UserState State(Type type) => type.Name switch
    {
        nameof(ActiveUser) => new ActiveUser(PersonId.Known("anna")),
        nameof(JoinedUser) => new JoinedUser(PersonId.Known("anna"), PersonId.Known("bob"), Person.Start),
        nameof(ErasedUser) => new ErasedUser(PersonId.Known("anna"), Person.Start),
        _ => throw new InvalidOperationException($"teach this test to make a {type.Name}"),
    };

    private static UserCommand Command(Type type)
    {
        var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters() is not [{ ParameterType: var only }] || only != type);
        return (UserCommand)constructor.Invoke([.. constructor.GetParameters().Select(Argument)]);
    }

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x",
        var type when type == typeof(PersonId) => PersonId.Anonymous("a"),
        var type when type == typeof(CampaignId) => new CampaignId("c"),
        var type when type == typeof(ReadOnlyMemory<byte>) => (ReadOnlyMemory<byte>)Person.Bytes(new ActiveUser(PersonId.Anonymous("a"))),
        { IsValueType: true } type => RuntimeHelpers.GetUninitializedObject(type),
        _ => null,
    };
}
