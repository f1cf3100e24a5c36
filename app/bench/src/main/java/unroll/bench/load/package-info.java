/** What a server does under the load of many visitors; nothing imports it. */
package unroll.bench.load;
