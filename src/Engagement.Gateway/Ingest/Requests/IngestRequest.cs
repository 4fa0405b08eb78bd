using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.ObjectPool;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>One request in hand: what was read of it, the commands made of it, and what became of each. Reused; not thread-safe.</summary>
/// <param name="pairs">Pairs that are joined already by what is given to the host before it.</param>
internal sealed class IngestRequest(HashSet<ulong> pairs) : IResettable
{
    private const int CommandsKept = 256;

    private Envelope[] _commands = new Envelope[1];
    private int[] _items = new int[1];
    private Answer[] _answers = new Answer[1];

    public IngestRequest()
        : this([])
    {
    }

    public RequestContent Content { get; } = new();

    public int Count { get; private set; }

    public ReadOnlyMemory<Envelope> Commands => _commands.AsMemory(0, Count);

    /// <summary>The item each command was made of.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>One for each command, once all are durable.</summary>
    public Span<Answer> Answers => _answers.AsSpan(0, Count);

    public Memory<Answer> AnswerMemory => _answers.AsMemory(0, Count);

    /// <summary>An alias may take over somebody who is known by a user id: not for a public key where users must prove who they are.</summary>
    public bool MayJoinKnown { get; set; }

    /// <summary>Some commands may turn out to join two persons.</summary>
    public bool MayJoin { get; private set; }

    /// <summary>Links among the commands.</summary>
    public int Links { get; private set; }

    /// <summary>Notes that a pair (<see cref="LinkedPairs.Of"/>) is joined by a command of this request.</summary>
    /// <returns>False when an earlier one does so already.</returns>
    public bool TryPair(ulong pair) => pairs.Add(pair);

    public void Add(int item, in Envelope command)
    {
        if (Count == _commands.Length)
        {
            Array.Resize(ref _commands, Count * 4);
            Array.Resize(ref _items, Count * 4);
            Array.Resize(ref _answers, Count * 4);
        }

        _commands[Count] = command;
        _items[Count++] = item;
        MayJoin |= Joins.MayJoin(command.Command);
        Links += IsLink(Count - 1) ? 1 : 0;
    }

    /// <summary>Whether a command is only the join to be made before another of the same item, which answers for it.</summary>
    public bool IsLink(int at) => _commands[at].Command is UserCommand.Link;

    /// <summary>Puts the links where they take the fewest rounds.</summary>
    public void Arrange()
    {
        if (Links > 1)
        {
            LinkOrder.LinksFirst(_commands.AsSpan(0, Count), _items.AsSpan(0, Count));
        }
    }

    public bool TryReset()
    {
        Array.Clear(_commands, 0, Count);
        Array.Clear(_answers, 0, Count);
        Count = 0;
        MayJoin = false;
        Links = 0;
        pairs.Clear();
        Content.Clear();

        // One that had to grow for a large batch is let go.
        return _commands.Length <= CommandsKept;
    }
}
