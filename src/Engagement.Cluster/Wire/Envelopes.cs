using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Runtime.Hosting;

namespace Engagement.Cluster.Wire;

/// <summary>Commands to one actor, in order. Within a process it is passed as it is; between processes as bytes.</summary>
/// <param name="CatalogVersion">Of the workspace's definitions that the sender knows: whoever takes the commands must know as much.</param>
[Immutable]
public sealed record Commands(IActorCommand[] Items, long CatalogVersion);

/// <summary>What became of <see cref="Commands"/>, one by one in their order.</summary>
/// <param name="Items">Null when the actor is just leaving and nothing was taken: ask again.</param>
/// <param name="CatalogVersion">As in <see cref="Commands"/>, of the one who answers.</param>
[Immutable]
public sealed record Answers(ActorAnswer[]? Items, long CatalogVersion);

/// <param name="Forward">Set when somebody else is to be given the command.</param>
public readonly record struct ActorAnswer(Answer Answer, ActorKey? Forward);

[GenerateSerializer]
[Alias("engagement.commands")]
public struct CommandsBytes
{
    [Id(0)]
    public byte[] Items { get; set; }

    [Id(1)]
    public long CatalogVersion { get; set; }
}

[GenerateSerializer]
[Alias("engagement.answers")]
public struct AnswersBytes
{
    [Id(0)]
    public byte[]? Items { get; set; }

    [Id(1)]
    public long CatalogVersion { get; set; }
}

[RegisterConverter]
public sealed class CommandsConverter : IConverter<Commands, CommandsBytes>
{
    public Commands ConvertFromSurrogate(in CommandsBytes surrogate)
    {
        var reader = new ByteReader(surrogate.Items);
        var items = new IActorCommand[reader.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = CommandCodec.Decode(ref reader);
        }

        return new Commands(items, surrogate.CatalogVersion);
    }

    public CommandsBytes ConvertToSurrogate(in Commands value)
    {
        var writer = new ByteWriter();
        writer.Number((ulong)value.Items.Length);
        foreach (var command in value.Items)
        {
            CommandCodec.Encode(command, writer);
        }

        return new CommandsBytes { Items = writer.Written.ToArray(), CatalogVersion = value.CatalogVersion };
    }
}

[RegisterConverter]
public sealed class AnswersConverter : IConverter<Answers, AnswersBytes>
{
    public Answers ConvertFromSurrogate(in AnswersBytes surrogate)
    {
        if (surrogate.Items is null)
        {
            return new Answers(null, surrogate.CatalogVersion);
        }

        var reader = new ByteReader(surrogate.Items);
        var items = new ActorAnswer[reader.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            var forward = reader.OptionalText() is { } key ? ActorKey.Parse(key) : (ActorKey?)null;
            items[i] = new ActorAnswer(AnswerCodec.Decode(ref reader), forward);
        }

        return new Answers(items, surrogate.CatalogVersion);
    }

    public AnswersBytes ConvertToSurrogate(in Answers value)
    {
        if (value.Items is null)
        {
            return new AnswersBytes { CatalogVersion = value.CatalogVersion };
        }

        var writer = new ByteWriter();
        writer.Number((ulong)value.Items.Length);
        foreach (var (answer, forward) in value.Items)
        {
            writer.OptionalText(forward?.ToString());
            AnswerCodec.Encode(answer, writer);
        }

        return new AnswersBytes { Items = writer.Written.ToArray(), CatalogVersion = value.CatalogVersion };
    }
}
