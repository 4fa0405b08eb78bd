using Amqp.Listener;

namespace Engagement.Silo.Azure.Tests.Hub;

/// <summary>Gives one reader the messages of a partition, from a place on.</summary>
internal sealed class HubOutlet(HubLog log, int partition, int from) : IMessageSource
{
    private int _next = from;

    public async Task<ReceiveContext?> GetMessageAsync(ListenerLink link)
    {
        while (!link.IsClosed)
        {
            var (message, more) = log.Read(partition, _next);
            if (message is not null)
            {
                _next++;
                return new ReceiveContext(link, message);
            }

            await more;
        }

        return null;
    }

    // How far was read is the reader's to know.
    public void DisposeMessage(ReceiveContext receiveContext, DispositionContext dispositionContext) => dispositionContext.Complete();
}
