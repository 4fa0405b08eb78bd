using System.Reflection;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>Makes something of any type that travels between silos, all its parts at random: a part that is added later is in it too.</summary>
internal sealed class Anything(Random random)
{
    private static readonly string[] Texts = ["", "a", "Product Added", "سبد خرید", "😀", "\0", new('x', 200)];

    public object Of(Type type) => type switch
    {
        _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => (int)Long(31),
        _ when type == typeof(long) => Long(63),
        _ when type == typeof(ulong) => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        _ when type == typeof(Instant) => Instant.FromUnixTimeMilliseconds(random.NextInt64(-60_000_000_000_000, 250_000_000_000_000)),
        _ when type == typeof(Duration) => Duration.FromMilliseconds(Long(44)),
        _ when type == typeof(DeliveryMarks) => (DeliveryMarks)random.Next(1024),
        { IsEnum: true } => Enum.GetValues(type) is var all ? all.GetValue(random.Next(all.Length))! : null!,
        _ when type == typeof(Value) => AnyValue(3),
        _ when type == typeof(EventProperties) => new EventProperties([.. Some(() => new Captured((string)Of(typeof(string)), AnyValue(2)))]),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([.. Some(() => (byte)random.Next(256))]),
        _ when type == typeof(Display) => AnyDisplay(),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ValueList<>) => List(type.GetGenericArguments()[0]),
        _ => Record(type),
    };

    private object? Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var isOptional = Nullable.GetUnderlyingType(type) is not null
            || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        return isOptional && random.Next(3) == 0 ? null : Of(Nullable.GetUnderlyingType(type) ?? type);
    }

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters() is not [{ ParameterType: var only }] || only != type);
        var campaign = SampleDocuments.Campaigns[random.Next(SampleDocuments.Campaigns.Length)];
        var settings = SampleDocuments.Settings[random.Next(SampleDocuments.Settings.Length)];
        var parameters = constructor.GetParameters();
        var isCampaign = parameters.Any(parameter => parameter.ParameterType == typeof(CampaignDefinition));
        return constructor.Invoke([.. parameters.Select(parameter => parameter switch
        {
            { ParameterType: var part } when part == typeof(CampaignDefinition) => SampleDocuments.Campaign(campaign),
            { ParameterType: var part } when part == typeof(WorkspaceSettings) => SampleDocuments.Workspace(settings),
            { Name: "Document" or "SettingsDocument" } => isCampaign ? campaign : settings,
            _ => Of(parameter),
        })]);
    }

    private object List(Type item) => typeof(Anything)
        .GetMethod(nameof(ListOf), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(this, null)!;

    private ValueList<T> ListOf<T>() => ValueList.From(Some(() => (T)Of(typeof(T))));

    private Display AnyDisplay() => new()
    {
        Screens = ListOf<string>(),
        Interrupt = (Interrupt)Of(typeof(Interrupt)),
        ExpireAfter = (Duration)Of(typeof(Duration)),
        Dismissible = random.Next(2) == 0,
    };

    private Value AnyValue(int depth) => random.Next(5) == 0 ? Value.Missing : AnyJson(depth);

    // Nothing inside a value is missing.
    private Value AnyJson(int depth) => random.Next(depth == 0 ? 4 : 6) switch
    {
        0 => Value.Null,
        1 => Value.Of(random.Next(2) == 0),
        2 => Value.Of(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        3 => Value.Of((string)Of(typeof(string))),
        4 => Value.Of([.. Some(() => AnyJson(depth - 1))]),
        _ => Value.Of([.. Some(() => new KeyValuePair<string, Value>($"{random.Next()}", AnyJson(depth - 1)))]),
    };

    // Small and large alike; not negative, as nothing that is counted is.
    private long Long(int bits) => random.NextInt64(1L << random.Next(1, bits));

    private IEnumerable<T> Some<T>(Func<T> make) => Enumerable.Range(0, random.Next(4)).Select(_ => make()).ToArray();
}
