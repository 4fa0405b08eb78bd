using System.Runtime.CompilerServices;
using Xunit;

namespace Engagement.Core.Tests;

/// <summary>The cases of a closed union, by reflection: what a decider must be total over.</summary>
internal static class Union
{
    /// <summary>Every pair of a case of one and a case of the other.</summary>
    public static TheoryData<Type, Type> Pairs(Type state, Type command)
    {
        var pairs = new TheoryData<Type, Type>();
        foreach (var one in Cases(state))
        {
            foreach (var other in Cases(command))
            {
                pairs.Add(one, other);
            }
        }

        return pairs;
    }

    /// <summary>A record of this type, with one of the given parts for each argument that takes it, and else the least.</summary>
    public static object Make(Type type, params object[] parts)
    {
        var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters() is not [{ ParameterType: var only }] || only != type);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter.ParameterType, parts))]);
    }

    private static IEnumerable<Type> Cases(Type union) => union.GetNestedTypes().Where(type => type.IsSubclassOf(union));

    private static object? Argument(Type type, object[] parts) =>
        parts.FirstOrDefault(type.IsInstanceOfType) ?? type switch
        {
            _ when type == typeof(string) => "x",
            { IsValueType: true } when Nullable.GetUnderlyingType(type) is null => RuntimeHelpers.GetUninitializedObject(type),
            _ => null,
        };
}
