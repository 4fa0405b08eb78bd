using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Engagement.Core.Tests;

/// <summary>States that something holds for every generated case; a failure names the case and the seed that replays it.</summary>
internal static class Property
{
    public static void Holds<T>(Gen<T> cases, Action<T> body) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count).WithQuietOnSuccess(true),
        Prop.ForAll(cases.ToArbitrary(), body));
}
