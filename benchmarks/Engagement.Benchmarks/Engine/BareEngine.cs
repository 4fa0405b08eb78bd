using Engagement.Core.Coding;
using Engagement.Core.Users;
using Engagement.Node;
using Engagement.Node.Storage;
using Engagement.Runtime.Hosting;

namespace Engagement.Benchmarks.Engine;

/// <summary>
/// What a node cannot do without, and nothing else: the same commands, handed over to as many threads, written as entries of the same size
/// into the same journals, answered when synced. Nobody is looked up, nothing is decided.
/// </summary>
internal sealed class BareEngine : IDisposable
{
    private readonly Lane[] _lanes;

    public BareEngine(string folder, int partitions) =>
        _lanes = [.. Enumerable.Range(0, partitions).Select(index => new Lane(Path.Combine(folder, $"bare-{index}.db")))];

    /// <summary>Completes when every command is durable.</summary>
    public Task SendAsync(Envelope[] commands)
    {
        var shares = new List<Envelope>[_lanes.Length];
        foreach (var command in commands)
        {
            (shares[(int)(Core.Hashing.StableHash.Of(command.Key.Id) % (ulong)_lanes.Length)] ??= []).Add(command);
        }

        return Task.WhenAll(shares.Select((share, lane) => share is null ? Task.CompletedTask : _lanes[lane].Post(share)));
    }

    public void Dispose() => Array.ForEach(_lanes, lane => lane.Dispose());

    private sealed class Lane : IDisposable
    {
        private readonly Mailbox<(List<Envelope> Commands, TaskCompletionSource Done)> _mailbox = new(1 << 20);
        private readonly JournalBatch _batch = new();
        private readonly ByteWriter _writer = new();
        private readonly Journal _journal;
        private readonly Thread _thread;

        public Lane(string path)
        {
            _journal = Journal.Open(path);
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public Task Post(List<Envelope> commands)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _mailbox.TryPost((commands, done), commands.Count);
            return done.Task;
        }

        public void Dispose()
        {
            _mailbox.Close();
            _thread.Join();
            _batch.Dispose();
            _journal.Dispose();
        }

        private void Run()
        {
            var mail = new List<(List<Envelope> Commands, TaskCompletionSource Done)>();
            while (_mailbox.Drain(mail, TimeSpan.FromSeconds(1)) > 0 || !_mailbox.IsClosed)
            {
                _batch.Begin(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                mail.ForEach(work => work.Commands.ForEach(Write));
                if (_batch.Count > 0)
                {
                    _journal.TrimTo(_journal.Append(_batch.Body));
                }

                mail.ForEach(work => work.Done.SetResult());
                mail.Clear();
            }
        }

        private void Write(Envelope command)
        {
            var track = (UserCommand.Track)command.Command;
            _writer.Clear();
            _writer.Fixed(track.Stamp.MessageKey);
            _writer.Text(track.Event);
            _batch.Turn(command.Key.Id, due: null, fact: 1, _writer.Written);
        }
    }
}
